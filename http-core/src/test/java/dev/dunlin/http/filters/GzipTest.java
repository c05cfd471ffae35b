package dev.dunlin.http.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dunlin.http.Body;
import dev.dunlin.http.Handler;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.MemoryBody;
import dev.dunlin.http.RecordingSubscriber;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are coded, and what that does to their fields. */
class GzipTest {
    private static final String TEXT = "All work and no play makes Jack a dull boy.\n".repeat(40);

    private final Request taking =
            Request.builder("GET", "/").header("Accept-Encoding", "gzip").build();
    private final Request plain = Request.builder("GET", "/").build();
    private final Gzip gzip = Gzip.builder().build();

    // ---- what is coded

    @Test
    void textIsCodedForAClientThatTakesIt() {
        Response answer = answer(taking, Response.ok(TEXT));
        assertThat(answer.headers().all("Content-Encoding")).containsExactly("gzip");
        assertThat(answer.headers().first("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(answer.body()).isInstanceOf(MemoryBody.class);
        assertThat(answer.body().length()).isLessThan(TEXT.length());
        assertThat(Gunzip.text(bytes(answer))).isEqualTo(TEXT);
    }

    @Test
    void textIsLeftAsItIsForAnotherClient() {
        Response original = Response.ok(TEXT);
        Response answer = answer(plain, original);
        assertThat(answer.body()).isSameAs(original.body());
        assertThat(answer.headers().contains("Content-Encoding")).isFalse();
        assertThat(answer.headers().all("Vary")).containsExactly("Accept-Encoding");
    }

    @Test
    void whatIsCompressedForSlowClientsIsBoundedAndTheRestIsSentAsItIs() {
        Gzip two = Gzip.builder().maxStreams(2).build();
        Response first = streamed(two);
        Response second = streamed(two);
        Response third = streamed(two);

        assertThat(first.headers().all("Content-Encoding")).containsExactly("gzip");
        assertThat(second.headers().all("Content-Encoding")).containsExactly("gzip");
        assertThat(third.headers().contains("Content-Encoding")).isFalse();
        assertThat(third.headers().all("Vary")).containsExactly("Accept-Encoding");
        first.body().close();
        first.body().close();
        assertThat(streamed(two).headers().contains("Content-Encoding")).isTrue();
        assertThat(streamed(two).headers().contains("Content-Encoding")).isFalse();
    }

    private Response streamed(Gzip filter) {
        List<Response> answers = new ArrayList<>();
        Handler large = (request, responder) -> responder.respond(Response.ok(TEXT.repeat(100)));
        try {
            filter.apply(large).handle(taking, answers::add);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return answers.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "TEXT/CSS; charset=utf-8",
                "text/event-stream",
                "application/json",
                "application/problem+json",
                "application/javascript ;charset=utf-8",
                "application/xhtml+xml",
                "image/svg+xml",
                "application/wasm"
            })
    void typesThatCompressAreCoded(String type) {
        assertCoded(answer(taking, Response.ok(TEXT).withHeader("Content-Type", type)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"image/png", "video/mp4", "application/zip", "application/octet-stream", "font/woff2", "json"})
    void typesThatDoNotAreNot(String type) {
        assertUntouched(Response.ok(TEXT).withHeader("Content-Type", type));
    }

    @Test
    void contentOfAnUnknownTypeIsNotCoded() {
        assertUntouched(Response.of(200).withBody(Body.of(TEXT)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Encoding | br",
                "Content-Range | bytes 0-4/5",
                "Content-Digest | sha-256=:AAAA:",
                "Repr-Digest | sha-256=:AAAA:",
                "Cache-Control | public, No-Transform"
            })
    void fieldsThatHoldForTheseBytesAloneForbidIt(String name, String value) {
        assertUntouched(Response.ok(TEXT).withHeader(name, value));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205, 206})
    void aStatusMayForbidIt(int status) {
        assertUntouched(Response.ok(TEXT).withStatus(status));
    }

    @Test
    void errorsAreCodedToo() {
        assertCoded(answer(taking, Response.ok(TEXT).withStatus(404)));
        List<Response> answers = new ArrayList<>();
        Handler failing = gzip.apply((request, responder) -> {
            throw new HttpException(409);
        });
        handle(failing, taking, answers);
        assertThat(answers).singleElement().returns(409, Response::status);
    }

    @Test
    void shortContentIsLeftAsItIs() {
        assertUntouched(Response.ok("a".repeat(1023)));
        assertCoded(answer(taking, Response.ok("a".repeat(1024))));
    }

    @Test
    void whatIsShortIsAnOption() {
        assertCoded(answer(Gzip.builder().minLength(100).build(), taking, Response.ok("a".repeat(100))));
        Response empty = answer(Gzip.builder().minLength(0).build(), taking, Response.ok(""));
        assertThat(empty.headers()).isEqualTo(Response.ok("").headers());
    }

    @Test
    void whichTypesCompressIsAnOption() {
        Gzip json = Gzip.builder().types("application/json"::equals).build();
        assertCoded(answer(json, taking, Response.ok(TEXT).withHeader("Content-Type", "Application/JSON;a=b")));
        assertThat(answer(json, taking, Response.ok(TEXT)).headers().contains("Content-Encoding"))
                .isFalse();
    }

    @Test
    void howHardToTryIsAnOption() {
        byte[] content = mixed(60_000);
        Response text = Response.ok("").withBody(Body.of(content));
        long fast = answer(Gzip.builder().level(1).build(), taking, text).body().length();
        long small =
                answer(Gzip.builder().level(9).build(), taking, text).body().length();
        assertThat(small).isLessThan(fast);
        for (int level : new int[] {-1, 0, 10}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Gzip.builder().level(level));
        }
    }

    @Test
    void contentThatWouldGrowGoesOutAsItIs() {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        Response original = Response.ok("").withBody(Body.of(noise)).withHeader("ETag", "\"a\"");
        Response answer = answer(taking, original);
        assertThat(answer.body()).isSameAs(original.body());
        assertThat(answer.headers())
                .isEqualTo(original.withHeader("Vary", "Accept-Encoding").headers());
    }

    @Test
    void longerContentIsCodedAsItIsAskedFor() {
        byte[] content = mixed(64 * 1024 + 1);
        Response answer = answer(taking, Response.ok("").withBody(Body.of(content)));
        assertThat(answer.body().length()).isEqualTo(Body.UNKNOWN_LENGTH);
        assertThat(Gunzip.bytes(bytes(answer))).isEqualTo(content);
    }

    // ---- fields

    @Test
    void varyIsMergedAndNotDoubled() {
        Response text = Response.ok(TEXT);
        assertThat(vary(text.withHeader("Vary", "Accept"))).containsExactly("Accept, Accept-Encoding");
        assertThat(vary(text.withHeader("Vary", "Accept").withAddedHeader("Vary", "Cookie , Origin")))
                .containsExactly("Accept, Cookie, Origin, Accept-Encoding");
        assertThat(vary(text.withHeader("Vary", "accept-encoding, Accept"))).containsExactly("accept-encoding, Accept");
        assertThat(vary(text.withHeader("Vary", "*"))).containsExactly("*");
    }

    @Test
    void aStrongTagIsWeakenedOnTheCodedAnswerAlone() {
        Response text = Response.ok(TEXT).withHeader("ETag", "\"a\"");
        assertThat(answer(taking, text).headers().all("ETag")).containsExactly("W/\"a\"");
        assertThat(answer(plain, text).headers().all("ETag")).containsExactly("\"a\"");
        Response weak = text.withHeader("ETag", "W/\"a\"");
        assertThat(answer(taking, weak).headers().all("ETag")).containsExactly("W/\"a\"");
    }

    @Test
    void rangesOfCodedContentAreNotOffered() {
        Response text = Response.ok(TEXT).withHeader("Accept-Ranges", "bytes");
        assertThat(answer(taking, text).headers().contains("Accept-Ranges")).isFalse();
        assertThat(answer(plain, text).headers().contains("Accept-Ranges")).isTrue();
    }

    // ---- 304 and HEAD

    @Test
    void a304SaysWhatItsVariantsDependOn() {
        assertThat(vary(Response.of(304))).containsExactly("Accept-Encoding");
        assertThat(vary(Response.of(304).withHeader("Content-Type", "text/html")))
                .containsExactly("Accept-Encoding");
        assertUntouched(Response.of(304).withHeader("Content-Type", "image/png"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "gzip | W/\"a\"          | W/\"a\"",
                "gzip | \"b\", W/\"a\"   | W/\"a\"",
                "gzip | \"a\"            | \"a\"",
                "gzip | \"b\", \"a\"     | \"a\"",
                "gzip | *                | W/\"a\"",
                "br   | W/\"a\"          | \"a\""
            })
    void a304HasTheTagThatTheClientWasSent(String coding, String known, String tag) {
        Request request = taking.toBuilder()
                .header("Accept-Encoding", coding)
                .header("If-None-Match", known)
                .build();
        Response answer = answer(request, Response.of(304).withHeader("ETag", "\"a\""));
        assertThat(answer.headers().all("ETag")).containsExactly(tag);
        assertThat(answer.headers().contains("Content-Encoding")).isFalse();
        assertThat(answer.body().length()).isZero();
    }

    @Test
    void aHeadHasTheFieldsOfAGet() {
        Request head = Request.builder("HEAD", "/").headers(taking.headers()).build();
        for (Response original : List.of(Response.ok(TEXT), Response.ok(TEXT.repeat(100)))) {
            Response get = answer(taking, original);
            Response answer = answer(head, original);
            assertThat(answer.headers()).isEqualTo(get.headers());
            assertThat(answer.body().length()).isEqualTo(get.body().length());
        }
    }

    private List<String> vary(Response original) {
        List<String> coded = answer(taking, original).headers().all("Vary");
        assertThat(answer(plain, original).headers().all("Vary")).isEqualTo(coded);
        return coded;
    }

    private void assertUntouched(Response original) {
        Response answer = answer(taking, original);
        assertThat(answer.headers()).isEqualTo(original.headers());
        assertThat(answer.body()).isSameAs(original.body());
    }

    private static void assertCoded(Response answer) {
        assertThat(answer.headers().all("Content-Encoding")).containsExactly("gzip");
        assertThat(answer.headers().all("Vary")).containsExactly("Accept-Encoding");
    }

    private Response answer(Request request, Response original) {
        return answer(gzip, request, original);
    }

    private static Response answer(Gzip gzip, Request request, Response original) {
        List<Response> answers = new ArrayList<>();
        handle(gzip.apply((asked, responder) -> responder.respond(original)), request, answers);
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private static void handle(Handler handler, Request request, List<Response> answers) {
        try {
            handler.handle(request, answers::add);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(Response answer) {
        RecordingSubscriber subscriber = RecordingSubscriber.greedy();
        answer.body().subscribe(subscriber);
        assertThat(subscriber.completed).isTrue();
        return subscriber.bytes();
    }

    /** Compresses somewhat. */
    private static byte[] mixed(int length) {
        Random random = new Random(length);
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) content[i] = (byte) ('a' + Math.abs(random.nextGaussian() * 5));
        return content;
    }
}
