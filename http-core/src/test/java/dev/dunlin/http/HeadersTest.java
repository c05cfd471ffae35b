package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dunlin.http.Headers.Field;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    private static final Headers SAMPLE = Headers.of("Vary", "Accept", "ETag", "\"1\"", "vary", "Origin");

    @Test
    void fieldsKeepTheirOrderAndTheirSpelling() {
        assertThat(SAMPLE)
                .containsExactly(new Field("Vary", "Accept"), new Field("ETag", "\"1\""), new Field("vary", "Origin"));
        assertThat(SAMPLE.size()).isEqualTo(3);
    }

    @Test
    void namesIgnoreCase() {
        assertThat(SAMPLE.first("etag")).contains("\"1\"");
        assertThat(SAMPLE.first("ETAG")).contains("\"1\"");
        assertThat(SAMPLE.contains("VARY")).isTrue();
    }

    @Test
    void onlyLettersHaveCase() {
        assertThat(Headers.of("a^b", "1", "a`b", "2").all("a~b")).isEmpty();
        assertThat(Headers.of("a^b", "1").contains("A~B")).isFalse();
        assertThat(Headers.of("k", "1").contains("\u212a"))
                .as("the Kelvin sign")
                .isFalse();
    }

    @Test
    void allValuesOfANameComeInOrder() {
        assertThat(SAMPLE.all("Vary")).containsExactly("Accept", "Origin");
        assertThat(SAMPLE.first("Vary")).contains("Accept");
    }

    @Test
    void absentNamesAreNeverNull() {
        assertThat(SAMPLE.first("Var")).isEmpty();
        assertThat(SAMPLE.all("Varying")).isEmpty();
        assertThat(SAMPLE.contains("")).isFalse();
    }

    @Test
    void blanksAroundAValueDoNotBelongToIt() {
        assertThat(Headers.of("A", " \t x \t y\t ").first("A")).contains("x \t y");
        assertThat(Headers.of("A", " \t ").first("A")).contains("");
    }

    @Test
    void withReplacesAllOfANameAndStandsLast() {
        assertThat(SAMPLE.with("VARY", "*")).containsExactly(new Field("ETag", "\"1\""), new Field("VARY", "*"));
    }

    @Test
    void withAddedKeepsThoseOfTheSameName() {
        assertThat(SAMPLE.withAdded("Vary", "*").all("vary")).containsExactly("Accept", "Origin", "*");
    }

    @Test
    void withoutRemovesAllOfAName() {
        assertThat(SAMPLE.without("vary")).containsExactly(new Field("ETag", "\"1\""));
        assertThat(SAMPLE.without("vary").without("etag")).isEmpty();
    }

    @Test
    void withoutAnAbsentNameIsTheSameObject() {
        assertThat(SAMPLE.without("Host")).isSameAs(SAMPLE);
    }

    @Test
    void changesLeaveTheOriginalAlone() {
        Headers original = Headers.of("A", "1");
        original.with("A", "2");
        original.withAdded("A", "3");
        original.without("A");
        assertThat(original).containsExactly(new Field("A", "1"));
    }

    @ParameterizedTest
    @ValueSource(chars = {'\r', '\n', '\0', '\b', 0x1b, 0x1f, 0x7f, 0x100, 0x10d, 0x10a, '\u20ac', '\ud83d'})
    void valuesRefuseControlsAndWhatIsNotLatin1(char c) {
        for (String value : List.of("a" + c + "b", "a" + c, c + "b")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SAMPLE.with("X-Name", value))
                    .withMessageContaining("X-Name")
                    .withMessageContaining("U+%04X", (int) c);
            assertThatIllegalArgumentException().isThrownBy(() -> SAMPLE.withAdded("X-Name", value));
            assertThatIllegalArgumentException().isThrownBy(() -> Headers.of("X-Name", value));
            assertThatIllegalArgumentException().isThrownBy(() -> Headers.of(List.of(new Field("X-Name", value))));
        }
    }

    @Test
    void everyByteThatIsNoControlMayStandInAValue() {
        StringBuilder all = new StringBuilder();
        for (char c = '!'; c < 0x7f; c++) all.append(c);
        all.append('\t');
        for (char c = 0x80; c <= 0xff; c++) all.append(c);
        assertThat(Headers.of("A", all.toString()).first("A")).contains(all.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a b", " a", "a ", "a:", ":", "a\r\n", "a\0", "(a)", "a/b", "\u00e9", "\u0141", "a\u212a"
            })
    void namesAreTokens(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> SAMPLE.with(name, "v"));
        assertThatIllegalArgumentException().isThrownBy(() -> SAMPLE.withAdded(name, "v"));
        assertThatIllegalArgumentException().isThrownBy(() -> Headers.of(name, "v"));
    }

    @Test
    void aRefusalIsOneLineInTheLog() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headers.of("a\r\nb", "v"))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("\r", "\n"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headers.of("a", "v\r\nw"))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("\r", "\n"));
    }

    @Test
    void namesAndValuesComeInPairs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headers.of("A", "1", "B"))
                .withMessageContaining("B");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "close              | true",
                "CLOSE              | true",
                "keep-alive, Close  | true",
                "a,,close,          | true",
                "a ,\t close\t, b   | true",
                "closed             | false",
                "close x            | false",
                "'\"a, close\"'     | false",
                "'\"a\\\", close\"' | false",
                "'\"a\", close'     | true",
                "''                 | false"
            })
    void tokensAreMembersOfTheList(String value, boolean expected) {
        assertThat(Headers.of("Connection", value).contains("connection", "close"))
                .isEqualTo(expected);
    }

    @Test
    void tokensAreSoughtOnAllLines() {
        Headers headers = Headers.of("Connection", "upgrade", "Host", "close", "connection", "x, close");
        assertThat(headers.contains("Connection", "close")).isTrue();
        assertThat(headers.contains("Connection", "UPGRADE")).isTrue();
        assertThat(headers.contains("Upgrade", "close")).isFalse();
        assertThat(headers.without("Connection").contains("Connection", "close"))
                .isFalse();
    }

    @Test
    void encodedBytesAreTheFieldLines() {
        assertThat(encoded(Headers.of("A", " 1 ", "b", "", "C", "\u00e9\tz")))
                .isEqualTo("A: 1\r\nb: \r\nC: \u00e9\tz\r\n");
    }

    @Test
    void manyAndLongFieldsGrowTheArrays() {
        Headers headers = Headers.empty();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            String value = "v".repeat(7 * i);
            headers = headers.withAdded("Name-" + i, value);
            expected.append("Name-").append(i).append(": ").append(value).append("\r\n");
        }
        assertThat(encoded(headers)).isEqualTo(expected.toString());
        assertThat(headers.first("name-49")).contains("v".repeat(343));
    }

    @Test
    void writingNeedsRoom() {
        ByteBuffer tooSmall = ByteBuffer.allocate(SAMPLE.encodedLength() - 1);
        assertThatExceptionOfType(BufferOverflowException.class).isThrownBy(() -> SAMPLE.writeTo(tooSmall));
    }

    @Test
    void receivedFieldsAreReadInPlaceBetweenOtherBytes() {
        Headers received =
                received("GET / HTTP/1.1\r\n", "Host:a\r\nX:\t b \t\r\nEmpty:\r\nLast: z  \r\n", "\r\nX: body\r\n");
        assertThat(received)
                .containsExactly(
                        new Field("Host", "a"), new Field("X", "b"), new Field("Empty", ""), new Field("Last", "z"));
        assertThat(received.first("x")).contains("b");
        assertThat(received.all("x")).containsExactly("b");
        assertThat(received.contains("body")).isFalse();
    }

    @Test
    void receivedFieldsTravelOnAsTheyCame() {
        String lines = "Host:a\r\nX:\t b \t\r\nEmpty:\r\nLast: z  \r\n";
        Headers received = received("GET / HTTP/1.1\r\n", lines, "\r\nX: body\r\n");
        assertThat(received.encodedLength()).isEqualTo(lines.length());
        assertThat(encoded(received)).isEqualTo(lines);
        assertThat(received).hasToString(lines);
    }

    @Test
    void receivedFieldsEqualThoseMadeByHand() {
        Headers received = received("GET / HTTP/1.1\r\n", "host:a\r\nX:\t b \t\r\n", "\r\n");
        Headers made = Headers.of("Host", "a", "x", "b");
        assertThat(received).isEqualTo(made).hasSameHashCodeAs(made);
        assertThat(made).isEqualTo(received);
        assertThat(encoded(received.with("X", "c"))).isEqualTo("host: a\r\nX: c\r\n");
        assertThat(received.without("none")).isSameAs(received);
    }

    @Test
    void receivedNothingIsEmpty() {
        assertThat(Headers.received("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1), new int[0]))
                .isSameAs(Headers.empty());
    }

    @Test
    void equalityIgnoresTheCaseOfNamesAlone() {
        Headers headers = Headers.of("A", "x", "B", "y");
        assertThat(headers).isEqualTo(Headers.of("a", "x", "b", "y")).hasSameHashCodeAs(Headers.of("a", "x", "b", "y"));
        assertThat(headers).isNotEqualTo(Headers.of("A", "X", "B", "y"));
        assertThat(headers).isNotEqualTo(Headers.of("B", "y", "A", "x"));
        assertThat(headers).isNotEqualTo(Headers.of("A", "x"));
        assertThat(headers).isNotEqualTo(Headers.of("A", "x", "C", "y"));
        assertThat(headers).isNotEqualTo("A: x\r\nB: y\r\n");
    }

    @Test
    void emptyHeadersHoldAndWriteNothing() {
        Headers empty = Headers.empty();
        assertThat(empty).isEmpty();
        assertThat(empty.isEmpty()).isTrue();
        assertThat(empty.size()).isZero();
        assertThat(empty.encodedLength()).isZero();
        assertThat(encoded(empty)).isEmpty();
        assertThat(empty.toString()).isEmpty();
        assertThat(empty.first("A")).isEmpty();
        assertThat(empty).isEqualTo(Headers.of()).hasSameHashCodeAs(Headers.of());
        assertThat(Headers.of("A", "1").without("A")).isSameAs(empty);
    }

    @Test
    void iterationEnds() {
        Iterator<Field> fields = Headers.of("A", "1").iterator();
        fields.next();
        assertThat(fields.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(fields::next);
    }

    static String encoded(Headers headers) {
        ByteBuffer target = ByteBuffer.allocate(headers.encodedLength());
        headers.writeTo(target);
        assertThat(target.hasRemaining()).isFalse();
        return new String(target.array(), StandardCharsets.ISO_8859_1);
    }

    /** Headers over a whole message, with the bounds that a parser finds in its field lines. */
    static Headers received(String before, String lines, String after) {
        String[] fields = lines.lines().toArray(String[]::new);
        int[] bounds = new int[4 * fields.length];
        int start = before.length();
        for (int i = 0; i < fields.length; i++) {
            String field = fields[i];
            int colon = field.indexOf(':');
            String value = Tokens.trimBlanks(field.substring(colon + 1));
            int valueStart = value.isEmpty() ? field.length() : field.indexOf(value, colon + 1);
            bounds[4 * i] = start;
            bounds[4 * i + 1] = start + colon;
            bounds[4 * i + 2] = start + valueStart;
            bounds[4 * i + 3] = start + valueStart + value.length();
            start += field.length() + 2;
        }
        return Headers.received((before + lines + after).getBytes(StandardCharsets.ISO_8859_1), bounds);
    }
}
