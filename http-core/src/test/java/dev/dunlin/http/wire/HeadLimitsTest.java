package dev.dunlin.http.wire;

import static dev.dunlin.http.wire.Wire.LIMITS;
import static dev.dunlin.http.wire.Wire.buffer;
import static dev.dunlin.http.wire.Wire.get;
import static dev.dunlin.http.wire.Wire.head;
import static dev.dunlin.http.wire.Wire.parse;
import static dev.dunlin.http.wire.Wire.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dunlin.http.Headers;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How large a head may be. */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeadLimitsTest {
    static Stream<Arguments> requestLinesByLength() {
        return Stream.of(
                arguments("the method", "", " / HTTP/1.1"),
                arguments("the path", "GET /", " HTTP/1.1"),
                arguments("the query", "GET /?", " HTTP/1.1"),
                arguments("an escaped path", "GET /%41", " HTTP/1.1"),
                arguments("an absolute target", "GET http://b/", " HTTP/1.0"));
    }

    /** Design §4: 8 KiB; RFC 9112 §3 asks for 8000 bytes at the least. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("requestLinesByLength")
    void takesARequestLineOf8KiBAndNotOneByteMore(String what, String before, String behind) throws ProtocolException {
        int room = LIMITS.maxRequestLine() - before.length() - behind.length();
        for (int length : new int[] {room - 1, room}) {
            assertThat(parse(head(before + "x".repeat(length) + behind, "Host: a")))
                    .isNotNull();
        }
        for (int length : new int[] {room + 1, room + 2, room + 20, 2 * room}) {
            assertThat(refusal(head(before + "x".repeat(length) + behind, "Host: a"))
                            .status())
                    .isEqualTo(414);
        }
    }

    /** The last byte that may be there is the CR; everywhere before the version's end it is wrong. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GETGETGETGETGETG",
                "GET /aaaaaaaaaaa",
                "GET /aaaaaaaaaa ",
                "GET / HTTP/1.1xx",
                "GET /a HTTP/1.1 "
            })
    void refusesACrRightBehindALineThatIsAsLongAsAllowedAndNotComplete(String line) {
        HeadLimits limits = new HeadLimits(line.length(), 1, 100);

        assertThat(refusal(limits, line + "\r\n").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GETGETGETGETGETG", "GET /aaaaaaaaaaa", "GET /aaaaaaaaaa ", "GET /aaaaa HTTP/"})
    void refusesALineThatGoesOnBeyondTheLimitWithItsFirstByte(String line) throws ProtocolException {
        RequestParser parser = new RequestParser(new HeadLimits(line.length(), 1, 100));
        assertThat(parser.parse(buffer(line))).isNull();

        assertThat(refusal(new HeadLimits(line.length(), 1, 100), line + "H").status())
                .isEqualTo(414);
        assertThat(refusal(new HeadLimits(line.length(), 1, 100), line + " ").status())
                .isEqualTo(414);
    }

    @Test
    void takes100FieldsAndNotOneMore() throws ProtocolException {
        String[] fields = new String[99];
        for (int i = 0; i < fields.length; i++) fields[i] = "X-" + i + ": " + i;
        assertThat(parse(get(fields)).headers()).hasSize(100).endsWith(new Headers.Field("X-98", "98"));

        String head = get(fields);
        String withOneMore = head.substring(0, head.length() - 2) + "Y";
        assertThat(refusal(withOneMore).status()).isEqualTo(431);
    }

    static Stream<Arguments> fieldLinesByLength() {
        return Stream.of(
                arguments("a name", "", ": 1"),
                arguments("a value", "X: ", ""),
                arguments("a value with blanks behind", "X: ", " \t "),
                arguments("an empty name's value", "X:", ""));
    }

    /** Design §4: 32 KiB, each line with its CRLF; the empty line does not count. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("fieldLinesByLength")
    void takes32KiBOfFieldsAndNotOneByteMore(String what, String before, String behind) throws ProtocolException {
        int room = LIMITS.maxFieldBytes() - "Host: a\r\n".length() - before.length() - behind.length() - 2;
        for (int length : new int[] {room - 1, room}) {
            assertThat(parse(get(before + "x".repeat(length) + behind)).headers())
                    .hasSize(2);
        }
        for (int length : new int[] {room + 1, room + 2, room + 3, room + 1000, 2 * room}) {
            assertThat(refusal(get(before + "x".repeat(length) + behind)).status())
                    .isEqualTo(431);
        }
    }

    @Test
    void refusesALineBehind32KiBOfFields() {
        int room = LIMITS.maxFieldBytes() - "Host: a\r\n".length() - "X: \r\n".length();

        assertThat(refusal(get("X: " + "x".repeat(room), "Y: 1")).status()).isEqualTo(431);
    }

    @Test
    void countsBlanksBeforeAValueToo() {
        assertThat(refusal(get("X: " + " ".repeat(LIMITS.maxFieldBytes()))).status())
                .isEqualTo(431);
    }

    @Test
    void limitsMayBeAsSmallAsTheSmallestHead() throws ProtocolException {
        RequestParser parser = new RequestParser(new HeadLimits("GET / HTTP/1.0".length(), 0, 0));

        assertThat(parser.parse(buffer("GET / HTTP/1.0\r\n\r\n"))).isNotNull();
        assertThat(refusal(new HeadLimits(14, 0, 0), "GET / HTTP/1.0\r\nX").status())
                .isEqualTo(431);
    }
}
