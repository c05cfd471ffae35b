package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
    @ParameterizedTest
    @CsvSource({
        "a%20b, 'a b'",
        "%41%5a%7A, AZz",
        "%c3%A9, \u00e9",
        "%E2%82%AC, \u20ac",
        "%F0%9F%98%80, \ud83d\ude00",
        "%EF%BF%BF, \uffff",
        "%ED%9F%BF, \ud7ff",
        "caf\u00e9%20, 'caf\u00e9 '",
        "a%2Bb+c, a+b+c",
        "'', ''"
    })
    void escapesAreUtf8(String encoded, String decoded) {
        assertThat(PercentEncoding.decode(encoded)).isEqualTo(decoded);
    }

    @Test
    void textIsDecodedOnce() {
        assertThat(PercentEncoding.decode("%252e%2525")).isEqualTo("%2e%25");
    }

    @Test
    void nulIsDecodedAndLeftToOthersToRefuse() {
        assertThat(PercentEncoding.decode("a%00b")).isEqualTo("a\0b");
    }

    @Test
    void textWithoutEscapesIsTheSameObject() {
        String text = new String("plain+text");
        assertThat(PercentEncoding.decode(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "a%",
                "%4",
                "a%4",
                "%%",
                "%%41",
                "%4%41",
                "%zz",
                "%4g",
                "%g4",
                "% 4",
                "%+4",
                "%-1",
                "%\u00e94"
            })
    void malformedEscapesAreRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%C0%AF", // over-long slash in two bytes,
                "%c0%ae%c0%ae",
                "%E0%80%AF", // in three
                "%F0%80%80%AF", // and in four
                "%C1%BF",
                "%C0%80",
                "%E0%9F%BF"
            })
    void overLongFormsAreRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%C3", "%C3a", "a%E2%82", "%E2%82%20", "%F0%9F%98", "%80", "%BF%80", "%FF", "%FE", "%C3%C3%A9"})
    void truncatedAndStrayBytesAreRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ED%A0%80", "%ED%BF%BF", "%ED%A0%BD%ED%B8%80", "%F4%90%80%80", "%F8%88%80%80%80"})
    void surrogatesAndWhatLiesBeyondUnicodeAreRefused(String text) {
        assertRefused(text);
    }

    @Test
    void plusIsASpaceInFormsOnly() {
        assertThat(PercentEncoding.decodeForm("a+b%2Bc%20d")).containsOnlyKeys("a b+c d");
        assertThat(PercentEncoding.decode("a+b")).isEqualTo("a+b");
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void whatTheJdkEncodesIsDecodedBack(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(20), 0, Character.MAX_CODE_POINT + 1)
                    .map(c -> random.nextBoolean() ? c : c % 0x100)
                    .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                    .forEach(text::appendCodePoint);
            String encoded = URLEncoder.encode(text.toString(), StandardCharsets.UTF_8);
            assertThat(PercentEncoding.decodeForm("v=" + encoded))
                    .containsExactly(entry("v", List.of(text.toString())));
            assertThat(PercentEncoding.decode(encoded.replace("+", "%20"))).isEqualTo(text.toString());
        }
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(HttpException.class)
                .isThrownBy(() -> PercentEncoding.decode(text))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(Status.BAD_REQUEST));
    }
}
