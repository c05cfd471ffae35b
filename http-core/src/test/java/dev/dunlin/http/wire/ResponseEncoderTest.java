package dev.dunlin.http.wire;

import static dev.dunlin.http.wire.Wire.head;
import static dev.dunlin.http.wire.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dunlin.http.Body;
import dev.dunlin.http.Headers;
import dev.dunlin.http.HttpDate;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 §4, and design §4: what stands on every final answer. */
class ResponseEncoderTest {
    private static final long SECOND = 784_111_777;
    private static final String DATE = "Date: Sun, 06 Nov 1994 08:49:37 GMT";

    private final ResponseEncoder encoder = new ResponseEncoder("Dunlin/1 (test)", Duration.ofSeconds(75));

    @BeforeEach
    void setDate() {
        encoder.setDate(SECOND);
    }

    @Test
    void writesAHeadToTheLastByte() {
        Response response = Response.ok("hello").withHeader("X", "1").withAddedHeader("X", "2");

        assertThat(encode(response, response.body().length(), true))
                .isEqualTo(head(
                        "HTTP/1.1 200 OK",
                        "Server: Dunlin/1 (test)",
                        DATE,
                        "Connection: keep-alive",
                        "Keep-Alive: timeout=75",
                        "Content-Length: 5",
                        "Content-Type: text/plain; charset=utf-8",
                        "X: 1",
                        "X: 2"));
    }

    @Test
    void saysThatContentComesInChunks() {
        Response response = Response.of(200).withBody(new Announced(Body.UNKNOWN_LENGTH));

        assertThat(encode(response, Body.UNKNOWN_LENGTH, false))
                .isEqualTo(head(
                        "HTTP/1.1 200 OK",
                        "Server: Dunlin/1 (test)",
                        DATE,
                        "Connection: close",
                        "Transfer-Encoding: chunked"));
    }

    @Test
    void saysNothingOfContentThatIsNotFramed() {
        assertThat(encode(Response.of(Status.NOT_MODIFIED).withHeader("ETag", "\"a\""), ResponseEncoder.UNFRAMED, true))
                .isEqualTo(head(
                        "HTTP/1.1 304 Not Modified",
                        "Server: Dunlin/1 (test)",
                        DATE,
                        "Connection: keep-alive",
                        "Keep-Alive: timeout=75",
                        "ETag: \"a\""));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 1234567890, 4294967296L, Long.MAX_VALUE})
    void writesEveryLengthInDecimalDigits(long length) {
        Response response = Response.of(200).withBody(new Announced(length));

        assertThat(encode(response, response.body().length(), true)).contains("\r\nContent-Length: " + length + "\r\n");
    }

    /** RFC 9112 §9.3: said openly in each, so that no client has to know a default. */
    @ParameterizedTest
    @ValueSource(longs = {0, Body.UNKNOWN_LENGTH, ResponseEncoder.UNFRAMED})
    void saysWhatBecomesOfTheConnection(long contentLength) {
        assertThat(encode(Response.of(200), contentLength, true)).containsOnlyOnce("Connection: keep-alive\r\n");
        assertThat(encode(Response.of(200), contentLength, false)).containsOnlyOnce("Connection: close\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "75000, 'Keep-Alive: timeout=75'",
        "1999, 'Keep-Alive: timeout=1'",
        "2147483647000, 'Keep-Alive: timeout=2147483647'",
        "999,",
        "0,",
        "2147483648000,"
    })
    void tellsHowLongTheConnectionIsKept(long millis, String field) {
        ResponseEncoder telling = new ResponseEncoder("x", Duration.ofMillis(millis));
        Response response = Response.of(200);
        ByteBuffer target = ByteBuffer.allocate(telling.maxLength(response));
        telling.encode(response, Long.MAX_VALUE, true, target);
        String head = new String(target.array(), 0, target.position(), StandardCharsets.ISO_8859_1);

        if (field == null) assertThat(head).doesNotContain("Keep-Alive");
        else assertThat(head).containsOnlyOnce("Connection: keep-alive\r\n" + field + "\r\n");
    }

    @Test
    void tellsThatOnlyWhereTheConnectionIsKeptAndTheResponseDoesNot() {
        assertThat(encode(Response.of(200), 0, false)).doesNotContain("Keep-Alive");
        assertThat(encode(Response.of(200).withHeader("Connection", "close"), 0, true))
                .doesNotContain("Keep-Alive");
        assertThat(encode(Response.of(200).withHeader("keep-alive", "timeout=5"), 0, true))
                .containsOnlyOnce("Connection: keep-alive\r\n")
                .containsOnlyOnce("keep-alive: timeout=5\r\n")
                .doesNotContain("75");
    }

    @Test
    void givesWayToTheFieldsOfTheResponse() {
        Response response = Response.of(200)
                .withHeader("server", "mine")
                .withHeader("DATE", "Thu, 01 Jan 1970 00:00:00 GMT")
                .withHeader("connection", "close");

        assertThat(encode(response, ResponseEncoder.UNFRAMED, true))
                .isEqualTo(head(
                        "HTTP/1.1 200 OK", "server: mine", "DATE: Thu, 01 Jan 1970 00:00:00 GMT", "connection: close"));
    }

    @Test
    void givesWayForThatResponseAlone() {
        encode(
                Response.of(200).withHeader("Server", "mine").withHeader("Date", "mine"),
                ResponseEncoder.UNFRAMED,
                true);

        assertThat(encode(Response.of(200), ResponseEncoder.UNFRAMED, true))
                .contains("Server: Dunlin/1 (test)\r\n" + DATE + "\r\n");
    }

    /** Fields are encoded once, when a response is built, and sent any number of times. */
    @Test
    void writesTheSameHeadAgain() {
        Response response = Response.ok("hello");
        Response other = response.withBody(Body.of("hello!"));

        String first = encode(response, response.body().length(), true);

        assertThat(encode(response, response.body().length(), true)).isEqualTo(first);
        assertThat(encode(other, other.body().length(), true))
                .isEqualTo(first.replace("Content-Length: 5", "Content-Length: 6"));
        assertThat(encode(response, response.body().length(), true)).isEqualTo(first);
    }

    @Test
    void writesFieldsAsTheyWereReceived() throws ProtocolException {
        Headers received = Wire.parse(Wire.get("X:  1\t", "Y: \u00e9")).headers();

        assertThat(encode(Response.of(200).withHeaders(received), ResponseEncoder.UNFRAMED, true))
                .endsWith(
                        "Connection: keep-alive\r\nKeep-Alive: timeout=75\r\nHost: a\r\nX:  1\t\r\nY: \u00e9\r\n\r\n");
    }

    @Test
    void changesTheDateWithTheSecond() {
        String first = encode(Response.of(200), ResponseEncoder.UNFRAMED, true);
        encoder.setDate(SECOND);
        assertThat(encode(Response.of(200), ResponseEncoder.UNFRAMED, true)).isEqualTo(first);

        encoder.setDate(SECOND + 1);
        assertThat(encode(Response.of(200), ResponseEncoder.UNFRAMED, true))
                .isEqualTo(first.replace("08:49:37", "08:49:38"));

        encoder.setDate(SECOND - 1);
        assertThat(encode(Response.of(200), ResponseEncoder.UNFRAMED, true))
                .isEqualTo(first.replace("08:49:37", "08:49:36"));
    }

    @Test
    void writesADateOf29BytesOnAnyDay() {
        for (long day = 0; day < 40_000; day += 13) {
            encoder.setDate(day * 86_400);
            String head = encode(Response.of(200), ResponseEncoder.UNFRAMED, true);
            String date = head.substring(head.indexOf("Date: ") + 6, head.indexOf("\r\nConnection"));

            assertThat(date).hasSize(HttpDate.LENGTH).endsWith(" 00:00:00 GMT");
        }
    }

    @Test
    void beginsInTheYear1970() {
        ResponseEncoder fresh = new ResponseEncoder("x", Duration.ZERO);
        fresh.setDate(0);

        assertThat(encode(fresh, Response.of(200), ResponseEncoder.UNFRAMED, true))
                .contains("Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n");
    }

    /** RFC 9112 §4: the phrase is there for people, and the space before it must be. */
    @Test
    void writesEveryStatusIntoTheRoomThatItAsksFor() {
        Body longest = new Announced(Long.MAX_VALUE);
        for (int status = 200; status < 600; status++) {
            for (long length : new long[] {Long.MAX_VALUE, Body.UNKNOWN_LENGTH, ResponseEncoder.UNFRAMED}) {
                Response bare = Response.of(status).withBody(longest);
                Response dressed = bare.withHeader("X", "x".repeat(300))
                        .withAddedHeader("Y", "")
                        .withAddedHeader("Y", "1");

                assertThat(encode(bare, length, true))
                        .startsWith("HTTP/1.1 " + status + " " + Status.phrase(status) + "\r\n");
                assertThat(encode(dressed, length, false)).contains("\r\nY: \r\nY: 1\r\n\r\n");
                assertThat(encode(dressed.withHeader("Server", "").withHeader("Date", ""), length, false))
                        .endsWith("\r\n\r\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\r\nSet-Cookie: x", "\0", "a\u0001", "\u007f", "\u20ac"})
    void refusesAServerNameThatMayNotStandInAField(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ResponseEncoder(name, Duration.ZERO));
    }

    @Test
    void takesTheBlanksOffAServerName() {
        ResponseEncoder blanks =
                new ResponseEncoder(" ".repeat(1000) + "Dunlin \u00e9" + "\t".repeat(1000), Duration.ZERO);

        assertThat(encode(blanks, Response.of(200), 0, true)).contains("\r\nServer: Dunlin \u00e9\r\n");
    }

    /** RFC 9110 §15.2: an interim answer needs no fields. */
    @Test
    void writesA100WithoutAnyField() {
        ByteBuffer target = ByteBuffer.allocate(32);

        ResponseEncoder.encodeContinue(target);

        assertThat(text(target.flip())).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    }

    @Test
    void writesBehindWhatIsThereAndIntoADirectBuffer() {
        ByteBuffer target = ByteBuffer.allocateDirect(1000).put((byte) 'x');

        encoder.encode(Response.of(204), ResponseEncoder.UNFRAMED, true, target);

        assertThat(text(target.flip())).startsWith("xHTTP/1.1 204 No Content\r\n");
    }

    /** Content of which the head knows the length alone. */
    private record Announced(long length) implements Body {
        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            throw new AssertionError("an encoder of heads has no business with content");
        }
    }

    private String encode(Response response, long contentLength, boolean keepAlive) {
        return encode(encoder, response, contentLength, keepAlive);
    }

    /** Into exactly the room that the encoder asks for. */
    private static String encode(ResponseEncoder encoder, Response response, long contentLength, boolean keepAlive) {
        ByteBuffer target = ByteBuffer.allocate(encoder.maxLength(response));
        encoder.encode(response, contentLength, keepAlive, target);
        return text(target.flip());
    }
}
