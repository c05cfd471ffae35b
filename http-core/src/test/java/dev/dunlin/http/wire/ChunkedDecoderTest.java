package dev.dunlin.http.wire;

import static dev.dunlin.http.wire.Wire.buffer;
import static dev.dunlin.http.wire.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112 §7.1. */
class ChunkedDecoderTest {
    private static final String END = "0\r\n\r\n";

    private final ChunkedDecoder decoder = new ChunkedDecoder();

    static Stream<Arguments> contents() {
        return Stream.of(
                arguments(END, ""),
                arguments("5\r\nhello\r\n" + END, "hello"),
                arguments("1\r\na\r\n2\r\nbc\r\n" + END, "abc"),
                arguments("a\r\n0123456789\r\n" + END, "0123456789"),
                arguments("A\r\n0123456789\r\n" + END, "0123456789"),
                arguments("1f\r\n" + "x".repeat(31) + "\r\n" + END, "x".repeat(31)),
                arguments("1F\r\n" + "x".repeat(31) + "\r\n" + END, "x".repeat(31)),
                arguments("0005\r\nhello\r\n" + END, "hello"),
                arguments("0".repeat(255) + "1\r\na\r\n" + END, "a"),
                arguments("00\r\n\r\n", ""),
                arguments("0".repeat(256) + "\r\n\r\n", ""),
                arguments("2\r\n\r\n\r\n" + END, "\r\n"),
                arguments("5\r\n" + END + "\r\n" + END, END),
                arguments("2\r\n\0\u00ff\r\n" + END, "\0\u00ff"));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void findsTheContent(String message, String content) throws ProtocolException {
        assertThat(decode(buffer(message))).isEqualTo(content);
        assertThat(decoder.isComplete()).isTrue();
    }

    @Test
    void leavesWhatIsBehindTheEndInTheInput() throws ProtocolException {
        ByteBuffer input = buffer("1\r\na\r\n" + END + "GET / HTTP/1.1\r\n");

        assertThat(decode(input)).isEqualTo("a");
        assertThat(decoder.next(input)).isZero();

        assertThat(text(input)).isEqualTo("GET / HTTP/1.1\r\n");
    }

    @Test
    void isNotCompleteBeforeTheLastByte() throws ProtocolException {
        String message = "1\r\na\r\n0\r\nX: 1\r\n\r\n";

        assertThat(decode(buffer(message.substring(0, message.length() - 1)))).isEqualTo("a");
        assertThat(decoder.isComplete()).isFalse();

        assertThat(decoder.next(buffer("\n"))).isZero();
        assertThat(decoder.isComplete()).isTrue();
    }

    /** Data stays in the input until it is taken, be it in parts. */
    @Test
    void offersTheDataThatIsThere() throws ProtocolException {
        ByteBuffer input = buffer("a\r\n0123");
        assertThat(decoder.next(input)).isEqualTo(4);
        assertThat(decoder.next(input)).isEqualTo(4);

        take(input, 3);
        assertThat(decoder.next(input)).isEqualTo(1);
        take(input, 1);
        assertThat(decoder.next(input)).isZero();

        assertThat(decoder.next(buffer("456789\r\n"))).isEqualTo(6);
    }

    /** A chunk may be longer than any buffer: nothing of it is kept. */
    @ParameterizedTest
    @CsvSource({"7fffffff", "80000000", "ffffffff", "100000000", "7fffffffffffffff", "007fffffffffffffff"})
    void takesEverySizeThatALongCanHold(String size) throws ProtocolException {
        ByteBuffer input = buffer(size + "\r\nabc");

        assertThat(decoder.next(input)).isEqualTo(3);
        take(input, 3);
        assertThat(decoder.next(buffer("x".repeat(1000)))).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8000000000000000",
                "ffffffffffffffff",
                "10000000000000000",
                "10000000000000001",
                "fffffffffffffffff",
                "00000000000000010000000000000005",
                "ffffffffffffffffffffffffffffffff"
            })
    void refusesASizeThatOverflows(String size) {
        assertThat(refusal(size + "\r\na").getMessage()).contains("overflows");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " 5", "\t5", "5 ", "5\t", "5 5", "+5", "-5", "-0", "0x5", "0X5", "x5", "5h", "5.", "5,", "5_0",
                "$5", "\"5\"", "g", "\u00b2", "\u00e9", "5\u00a0", "\u00005", "5\0", "5\u000b", "5\f", "5\u007f", "\n5"
            })
    void refusesASizeThatIsNotHexadecimalDigitsAlone(String size) {
        assertThat(refusal(size + "\r\nhello\r\n" + END).status()).isEqualTo(400);
    }

    /** Else an empty line would be the last chunk. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n\r\n", ";a\r\n\r\n", " ;a\r\n\r\n", "5\r\nhello\r\n\r\n\r\n"})
    void refusesALineWithoutASize(String message) {
        assertThat(refusal(message).getMessage()).contains("a chunk size must not begin with");
    }

    /** RFC 9112 §2.2 and §7.1: here too a line ends with CR and LF. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\nhello\r\n0\r\n\r\n", "5\rhello\r\n0\r\n\r\n", "5\r\r\nhello\r\n0\r\n\r\n",
                        "5\n\rhello\r\n0\r\n\r\n",
                "5\r\nhello\n0\r\n\r\n", "5\r\nhello\r0\r\n\r\n", "5\r\nhello\r\r\n0\r\n\r\n", "5\r\nhello0\r\n\r\n",
                "5\r\nhello\r\n0\n\r\n", "5\r\nhello\r\n0\r\r\n", "5\r\nhello\r\n0\r\n\n", "5\r\nhello\r\n0\r\n\rx",
                "5\r\nhello\r\n\r\n0\r\n\r\n", "\r\n5\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n 0\r\n\r\n"
            })
    void refusesALineThatDoesNotEndWithCrlf(String message) {
        assertThat(refusal(message).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4\r\nhello\r\n",
                "1\r\nhello\r\n",
                "0\r\nhello\r\n",
                "5\r\nhello!\r\n",
                "6\r\nhello\r\n0\r\n",
                "7\r\nhello\r\n0\r\n"
            })
    void refusesAChunkLongerOrShorterThanItsSize(String message) {
        assertThat(refusal(message + END).status()).isEqualTo(400);
    }

    /** RFC 9112 §7.1.1: checked and dropped. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ";a",
                ";a=b",
                "; a = b",
                " ;a",
                "\t;\ta\t=\tb",
                ";a;b;c=d",
                ";a=\"\"",
                ";a=\"b;c\"",
                ";a=\"\\\"\"",
                ";a=\"\\\\\"",
                ";a=\"\t !~\u00e9\"",
                ";a=\"\\\u00e9\"",
                ";!#$%&'*+-.^_`|~09=x",
                ";0",
                ";a=b;a=b"
            })
    void dropsExtensions(String extension) throws ProtocolException {
        assertThat(decode(buffer("5" + extension + "\r\nhello\r\n0" + extension + "\r\n\r\n")))
                .isEqualTo("hello");
        assertThat(decoder.isComplete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";",
                " ",
                "; ",
                ";;a",
                ";a;",
                ";=b",
                ";a=",
                ";a=;b",
                ";a b",
                ";a=b c",
                ";a ",
                ";a=b ",
                ";a,b",
                "z",
                ":a",
                "=a",
                ";a=b=c",
                ";\"a\"=b",
                ";a=\"",
                ";a=\"b",
                ";a=b\"",
                ";a=\"b\"c",
                ";a=\"b\\\"",
                ";a=\"\u007f\"",
                ";a=\"\0\"",
                ";a\0",
                ";a\n",
                ";a=b\nX",
                ";a=\"\n\"",
                ";a=\"\r\n\"",
                ";a\r",
                ";a\rb",
                ";\u00e9",
                ";a=\u00e9",
                ";a\u007f",
                ";a\u000b",
                ";a=\"\\\u007f\"",
                "/a",
                ";(a)"
            })
    void refusesEveryOtherExtension(String extension) {
        assertThat(refusal("5" + extension + "\r\nhello\r\n" + END).status()).isEqualTo(400);
        assertThat(refusal("0" + extension + "\r\n\r\n").status()).isEqualTo(400);
    }

    /** Design §4: 256 bytes, the CRLF not counted. */
    @Test
    void takesASizeLineOf256BytesAndNotOneMore() throws ProtocolException {
        String line = "1;" + "a".repeat(254);
        assertThat(decode(buffer(line + "\r\nx\r\n" + line + "\r\ny\r\n" + END)))
                .isEqualTo("xy");

        assertThat(refusal(line + "a\r\nx\r\n").getMessage()).contains("256");
        assertThat(refusal("0".repeat(257) + "\r\n\r\n").getMessage()).contains("256");
        assertThat(refusal("1;a=\"" + " ".repeat(100_000)).getMessage()).contains("256");
    }

    /** RFC 9110 §6.5.1: nothing in them can change the framing, and nothing in them is heard. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: 1",
                "X:",
                "X: 1\r\nY: 2",
                "Content-Length: 5",
                "Transfer-Encoding: chunked",
                "Transfer-Encoding: gzip",
                "Host: a b",
                "Trailer: X",
                "Connection: close",
                "X: \u00ff"
            })
    void dropsTrailers(String lines) throws ProtocolException {
        ByteBuffer input = buffer("1\r\na\r\n0\r\n" + lines + "\r\n\r\nrest");

        assertThat(decode(input)).isEqualTo("a");

        assertThat(decoder.isComplete()).isTrue();
        assertThat(input.remaining()).isEqualTo("rest".length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X : 1",
                " X: 1",
                "\tX: 1",
                "X",
                ": 1",
                "X: 1\n",
                "X: 1\r",
                "X: 1\r\n fold",
                "X: \0",
                "X\u00e9: 1",
                "GET / HTTP/1.1",
                "X: \u007f"
            })
    void refusesMalformedTrailers(String line) {
        assertThat(refusal("0\r\n" + line + "\r\n\r\n").status()).isEqualTo(400);
    }

    /** Design §4: 8 KiB, answered with 400 since it is no head that is too large. */
    @Test
    void takesTrailersOf8KiBAndNotOneByteMore() throws ProtocolException {
        String trailers = "X: " + "x".repeat(8 * 1024 - 5) + "\r\n";
        assertThat(decode(buffer("0\r\n" + trailers + "\r\n"))).isEmpty();
        assertThat(decoder.isComplete()).isTrue();

        assertThat(refusal("0\r\nX" + trailers + "\r\n").status()).isEqualTo(400);
        assertThat(refusal("0\r\n" + trailers + "Y: 1\r\n\r\n").status()).isEqualTo(400);
    }

    @Test
    void takes100TrailersAndNotOneMore() throws ProtocolException {
        assertThat(decode(buffer("0\r\n" + "X: 1\r\n".repeat(100) + "\r\n"))).isEmpty();

        assertThat(refusal("0\r\n" + "X: 1\r\n".repeat(101) + "\r\n").status()).isEqualTo(400);
    }

    private String decode(ByteBuffer input) throws ProtocolException {
        return decode(decoder, input);
    }

    private static String decode(ChunkedDecoder decoder, ByteBuffer input) throws ProtocolException {
        StringBuilder content = new StringBuilder();
        for (int data = decoder.next(input); data > 0; data = decoder.next(input)) {
            byte[] piece = new byte[data];
            input.get(piece);
            decoder.taken(data);
            content.append(new String(piece, StandardCharsets.ISO_8859_1));
        }
        return content.toString();
    }

    private void take(ByteBuffer input, int length) {
        input.position(input.position() + length);
        decoder.taken(length);
    }

    private static ProtocolException refusal(String message) {
        ProtocolException refusal =
                catchThrowableOfType(ProtocolException.class, () -> decode(new ChunkedDecoder(), buffer(message)));
        assertThat(refusal).as("the refusal of this content").isNotNull();
        assertThat(refusal.status()).isEqualTo(400);
        return refusal;
    }
}
