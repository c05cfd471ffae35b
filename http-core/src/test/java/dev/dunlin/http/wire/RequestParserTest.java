package dev.dunlin.http.wire;

import static dev.dunlin.http.wire.Wire.LIMITS;
import static dev.dunlin.http.wire.Wire.buffer;
import static dev.dunlin.http.wire.Wire.get;
import static dev.dunlin.http.wire.Wire.head;
import static dev.dunlin.http.wire.Wire.parse;
import static dev.dunlin.http.wire.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dunlin.http.Headers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Heads one after the other, whole and in pieces. Of what they consist of tell {@link RequestLineTest}, {@link FieldFormTest} and
 * {@link HeadLimitsTest}.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RequestParserTest {
    private final RequestParser parser = new RequestParser(LIMITS);

    @Test
    void readsAHeadWhole() throws ProtocolException {
        RequestHead head = parse(head("GET /a%20b?c=d HTTP/1.1", "Host: example.org:8080", "Accept: */*"));

        assertThat(head.method()).isEqualTo("GET");
        assertThat(head.target().text()).isEqualTo("/a%20b?c=d");
        assertThat(head.headers()).isEqualTo(Headers.of("Host", "example.org:8080", "Accept", "*/*"));
        assertThat(head.contentLength()).isZero();
        assertThat(head.isHttp10()).isFalse();
        assertThat(head.isPersistent()).isTrue();
        assertThat(head.expectsContinue()).isFalse();
    }

    /** RFC 9112 §9.3.2. */
    @Test
    void takesFromTheInputEachHeadAndNotOneByteMore() throws ProtocolException {
        ByteBuffer input = buffer(head("GET /1 HTTP/1.1", "Host: a")
                + "\r\n"
                + head("POST /2 HTTP/1.1", "Host: b", "Content-Length: 5")
                + "GET /"
                + head("HEAD /3 HTTP/1.0")
                + "rest");

        List<String> targets = new ArrayList<>();
        targets.add(parser.parse(input).target().text());
        RequestHead post = parser.parse(input);
        targets.add(post.target().text());
        input.position(input.position() + (int) post.contentLength());
        targets.add(parser.parse(input).target().text());

        assertThat(targets).containsExactly("/1", "/2", "/3");
        assertThat(text(input)).isEqualTo("rest");
    }

    @Test
    void takesFromTheInputNoByteBehindAHeadThatCameInPieces() throws ProtocolException {
        String head = get("X: 1");
        for (int split = 1; split < head.length(); split++) {
            assertThat(parser.parse(buffer(head.substring(0, split)))).isNull();
            ByteBuffer rest = buffer(head.substring(split) + "GET /next HTTP/1.1\r\n");

            assertThat(parser.parse(rest).headers().first("X")).contains("1");
            assertThat(text(rest)).isEqualTo("GET /next HTTP/1.1\r\n");
        }
    }

    /** What one request says must never be heard in the next one. */
    @Test
    void leavesNothingOfAHeadToTheNextOne() throws ProtocolException {
        String loud = head(
                "POST http://loud/long/path?query HTTP/1.0",
                "Host: loud",
                "Connection: keep-alive",
                "Content-Length: 5",
                "X: " + "x".repeat(5000));
        for (int split : new int[] {loud.length(), 10, 1}) {
            RequestHead first = parser.parse(buffer(loud.substring(0, split)));
            if (first == null) first = parser.parse(buffer(loud.substring(split)));
            RequestHead quiet = parser.parse(buffer(head("GET / HTTP/1.1", "Host: a")));

            assertThat(first.headers().all("Host")).containsExactly("loud");
            assertThat(first.contentLength()).isEqualTo(5);
            assertThat(quiet.headers()).isEqualTo(Headers.of("Host", "a"));
            assertThat(quiet.contentLength()).isZero();
            assertThat(quiet.isHttp10()).isFalse();
            assertThat(parser.isAtStart()).isTrue();
        }
    }

    @Test
    void missesWhatAnEarlierHeadHad() throws ProtocolException {
        assertThat(parser.parse(buffer(get("Content-Length: 1")))).isNotNull();

        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> parser.parse(buffer(head("GET / HTTP/1.1"))))
                .withMessage("no Host");
    }

    @Test
    void countsFieldsAnewForEachHead() throws ProtocolException {
        RequestParser parser = new RequestParser(new HeadLimits(100, 2, 100));
        for (int i = 0; i < 5; i++) {
            assertThat(parser.parse(buffer(get("X: " + "x".repeat(80)))).headers())
                    .hasSize(2);
        }
    }

    /** Whether a late client is told so depends on this: 408 only to one that has begun. */
    @Test
    void tellsWhetherAHeadHasBegun() throws ProtocolException {
        assertThat(parser.isAtStart()).isTrue();
        assertThat(parser.isInHead()).isFalse();

        assertThat(parser.parse(buffer("\r"))).isNull();
        assertThat(parser.isAtStart()).isFalse();
        assertThat(parser.isInHead()).isFalse();

        assertThat(parser.parse(buffer("\n"))).isNull();
        assertThat(parser.isAtStart()).isTrue();
        assertThat(parser.isInHead()).isFalse();

        assertThat(parser.parse(buffer("G"))).isNull();
        assertThat(parser.isAtStart()).isFalse();
        assertThat(parser.isInHead()).isTrue();

        assertThat(parser.parse(buffer("ET / HTTP/1.1\r\nHost: a\r\n\r"))).isNull();
        assertThat(parser.isInHead()).isTrue();

        assertThat(parser.parse(buffer("\n"))).isNotNull();
        assertThat(parser.isAtStart()).isTrue();
        assertThat(parser.isInHead()).isFalse();
    }

    @Test
    void takesNothingFromAnEmptyInput() throws ProtocolException {
        assertThat(parser.parse(buffer(""))).isNull();
        assertThat(parser.isAtStart()).isTrue();

        assertThat(parser.parse(buffer("GET"))).isNull();
        assertThat(parser.parse(buffer(""))).isNull();
        assertThat(parser.parse(buffer(" / HTTP/1.0\r\n\r\n"))).isNotNull();
    }
}
