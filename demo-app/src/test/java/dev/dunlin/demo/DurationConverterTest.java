package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "0s, PT0S",
        "1ms, PT0.001S",
        "500ms, PT0.5S",
        "10s, PT10S",
        "2m, PT2M",
        "1h, PT1H",
        "8760h, PT8760H",
        "31536000000ms, PT8760H"
    })
    void aNumberIsFollowedByItsUnit(String text, Duration expected) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "5",
                "-1s",
                "+1s",
                "1.5s",
                "10 s",
                "10S",
                "10sec",
                "s",
                "ms",
                "PT10S",
                "1m30s",
                "8761h",
                "99999999999h",
                "999999999999s",
                "00",
                "٣s"
            })
    void whatIsNoDurationOrLongerThanAYearIsRefusedByName(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
