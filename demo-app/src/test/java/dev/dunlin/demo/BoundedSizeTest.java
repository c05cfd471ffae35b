package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class BoundedSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "8192, 8192",
        "8k, 8192",
        "8K, 8192",
        "10m, 10485760",
        "2g, 2147483648",
        "2G, 2147483648",
        "999999999g, 1073741822926258176"
    })
    void aUnitMultipliesBy1024(String text, long expected) {
        assertThat(new BoundedSize.Any().convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5k", "k", "8 k", "8kb", "1t", "0x10", "1234567890", "٣"})
    void whatIsNoSizeIsRefusedByName(String text) {
        assertThatThrownBy(() -> new BoundedSize.Any().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "1048577", "2m", "0"})
    void whatIsOutOfBoundsIsRefusedWithTheBounds(String text) {
        assertThatThrownBy(() -> new BoundedSize.RequestLine().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + text + "' is not between 16 and 1048576 bytes");
    }
}
