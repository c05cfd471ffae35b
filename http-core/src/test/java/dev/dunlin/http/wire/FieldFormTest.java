package dev.dunlin.http.wire;

import static dev.dunlin.http.wire.Wire.get;
import static dev.dunlin.http.wire.Wire.head;
import static dev.dunlin.http.wire.Wire.parse;
import static dev.dunlin.http.wire.Wire.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dunlin.http.Headers;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of field lines (RFC 9112 §5); what the fields mean is {@link KnownFieldsTest}'s. */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FieldFormTest {
    /** RFC 9110 §5.3, RFC 9112 §5. */
    @Test
    void keepsTheOrderTheSpellingAndTheRepetitionOfFields() throws ProtocolException {
        Headers headers = parse(get("b: 1", "A: 2", "B: 3", "a: 4")).headers();

        assertThat(headers)
                .containsExactly(
                        new Headers.Field("Host", "a"),
                        new Headers.Field("b", "1"),
                        new Headers.Field("A", "2"),
                        new Headers.Field("B", "3"),
                        new Headers.Field("a", "4"));
    }

    static Stream<Arguments> fieldLines() {
        return Stream.of(
                // RFC 9112 §5.1: the blanks around a value are no part of it.
                arguments("X:1", "X", "1"),
                arguments("X: 1", "X", "1"),
                arguments("X: \t 1 \t ", "X", "1"),
                arguments("X:\t1\t", "X", "1"),
                arguments("X: 1  2\t3 ", "X", "1  2\t3"),
                // RFC 9110 §5.5: a value may be empty, and hold any visible byte.
                arguments("X:", "X", ""),
                arguments("X: ", "X", ""),
                arguments("X:\t \t", "X", ""),
                arguments("X::", "X", ":"),
                arguments("X: a:b: c", "X", "a:b: c"),
                arguments("X: \"(<a>@[b]),;:\\?={c}\"", "X", "\"(<a>@[b]),;:\\?={c}\""),
                arguments("X: \u0080\u00a0\u00e9\u00ff", "X", "\u0080\u00a0\u00e9\u00ff"),
                arguments("X: \u00a0", "X", "\u00a0"),
                // RFC 9110 §5.1: a name is a token.
                arguments("!#$%&'*+-.^_`|~09AZaz: 1", "!#$%&'*+-.^_`|~09AZaz", "1"),
                arguments("0: 1", "0", "1"),
                arguments("Content_Length: 1", "Content_Length", "1"));
    }

    @ParameterizedTest
    @MethodSource("fieldLines")
    void readsAFieldLine(String line, String name, String value) throws ProtocolException {
        assertThat(parse(get(line)).headers())
                .containsExactly(new Headers.Field("Host", "a"), new Headers.Field(name, value));
        assertThat(parse(head("GET / HTTP/1.0", line)).headers()).containsExactly(new Headers.Field(name, value));
    }

    static Stream<Arguments> malformedFieldLines() {
        return Stream.of(
                // RFC 9112 §5.1: no blanks before the colon.
                arguments("a space before the colon", "X : 1"),
                arguments("a tab before the colon", "X\t: 1"),
                arguments("a space in the name", "X Y: 1"),
                arguments("an empty name", ": 1"),
                arguments("a colon alone", ":"),
                arguments("no colon", "X"),
                arguments("no colon, a blank", "X 1"),
                // RFC 9110 §5.6.2
                arguments("a name in quotes", "\"X\": 1"),
                arguments("a comma in the name", "X,Y: 1"),
                arguments("a bracket in the name", "X[0]: 1"),
                arguments("a slash in the name", "X/Y: 1"),
                arguments("NUL in the name", "X\0: 1"),
                arguments("DEL in the name", "X\u007f: 1"),
                arguments("a name beyond ASCII", "X\u00e9: 1"),
                arguments("a name that begins beyond ASCII", "\u00ef\u00bb\u00bfX: 1"),
                arguments("bare CR in the name", "X\rY: 1"),
                arguments("bare LF in the name", "X\nY: 1"),
                // RFC 9112 §5.2: obsolete line folding; in a request a server may refuse it.
                arguments("a fold by a space", "X: 1\r\n 2"),
                arguments("a fold by a tab", "X: 1\r\n\t2"),
                arguments("a fold of blanks alone", "X: 1\r\n "),
                // RFC 9110 §5.5: controls, of which CR, LF and NUL are the dangerous ones.
                arguments("bare CR in the value", "X: 1\r2"),
                arguments("CR CR LF behind the value", "X: 1\r"),
                arguments("bare CR first in the value", "X:\r1"),
                arguments("bare LF in the value", "X: 1\nY: 2"),
                arguments("LF CR", "X: 1\n\rY: 2"),
                arguments("NUL in the value", "X: 1\0"),
                arguments("NUL for a value", "X: \0"),
                arguments("SOH in the value", "X: \u0001"),
                arguments("BS in the value", "X: a\b"),
                arguments("VT in the value", "X: a\u000bb"),
                arguments("FF in the value", "X: a\fb"),
                arguments("ESC in the value", "X: \u001b[2J"),
                arguments("US in the value", "X: \u001f"),
                arguments("DEL in the value", "X: \u007f"),
                // RFC 9112 §2.2: white space before the first field line.
                arguments("a blank line that is not empty", " "),
                arguments("an indented line", " X: 1"),
                arguments("an LF for an empty line", "\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedFieldLines")
    void refusesAMalformedFieldLineWhereverItStands(String what, String line) {
        assertThat(refusal(get(line)).status()).isEqualTo(400);
        assertThat(refusal(head("GET / HTTP/1.1", line, "Host: a")).status()).isEqualTo(400);
        assertThat(refusal(head("GET / HTTP/1.0", line)).status()).isEqualTo(400);
    }

    @Test
    void refusesEachControlByteInANameAndInAValue() {
        IntStream.rangeClosed(0, 0x7f)
                .filter(c -> (c < ' ' && c != '\t') || c == 0x7f)
                .forEach(c -> {
                    assertThat(refusal(get("X" + (char) c + "Y: 1")).status()).isEqualTo(400);
                    assertThat(refusal(get("X: 1" + (char) c + "2")).status()).isEqualTo(400);
                });
    }

    @Test
    void refusesBareLfBehindEachPartOfAHead() {
        String head = get("X: 1");
        for (int cr = head.indexOf('\r'); cr >= 0; cr = head.indexOf('\r', cr + 1)) {
            String withoutCr = head.substring(0, cr) + head.substring(cr + 1);
            String withoutLf = head.substring(0, cr + 1) + head.substring(cr + 2) + "X";

            assertThat(refusal(withoutCr).status())
                    .as("without the CR at %d", cr)
                    .isEqualTo(400);
            assertThat(refusal(withoutLf).status())
                    .as("without the LF behind %d", cr)
                    .isEqualTo(400);
        }
    }
}
