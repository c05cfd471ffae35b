package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingFormTest {
    @Test
    void namesAndValuesKeepTheirOrder() {
        assertThat(PercentEncoding.decodeForm("b=2&a=1&b=3&c=4"))
                .containsExactly(entry("b", List.of("2", "3")), entry("a", List.of("1")), entry("c", List.of("4")));
    }

    @Test
    void namesAndValuesAreDecoded() {
        assertThat(PercentEncoding.decodeForm("na+me=a%26b%3Dc+%C3%A9&%3D=%2B"))
                .containsExactly(entry("na me", List.of("a&b=c \u00e9")), entry("=", List.of("+")));
    }

    @Test
    void theFirstEqualsSignEndsTheName() {
        assertThat(PercentEncoding.decodeForm("a=b=c")).containsExactly(entry("a", List.of("b=c")));
    }

    @Test
    void aNameWithoutAnEqualsSignHasAnEmptyValue() {
        assertThat(PercentEncoding.decodeForm("a&b="))
                .containsExactly(entry("a", List.of("")), entry("b", List.of("")));
    }

    @Test
    void anEmptyNameIsAName() {
        assertThat(PercentEncoding.decodeForm("=a")).containsExactly(entry("", List.of("a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "&&&"})
    void emptyPairsAreLeftOut(String text) {
        assertThat(PercentEncoding.decodeForm(text)).isEmpty();
        assertThat(PercentEncoding.decodeForm(text + "&a=1&" + text)).containsExactly(entry("a", List.of("1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "%zz=1", "a=1&b=%ff", "a=%ED%A0%80"})
    void malformedEscapesAreRefused(String text) {
        assertThatExceptionOfType(HttpException.class)
                .isThrownBy(() -> PercentEncoding.decodeForm(text))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(Status.BAD_REQUEST));
    }

    @Test
    void theFieldsCannotBeChanged() {
        Map<String, List<String>> fields = PercentEncoding.decodeForm("a=1");
        assertThat(fields).isUnmodifiable();
        assertThat(fields.get("a")).isUnmodifiable();
    }
}
