package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1, 1 B",
        "954, 954 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1075, 1.0 KiB",
        "1076, 1.1 KiB",
        "12595, 12.3 KiB",
        "1048524, 1023.9 KiB",
        "1048525, 1.0 MiB",
        "1048576, 1.0 MiB",
        "1468006, 1.4 MiB",
        "1073741823, 1.0 GiB",
        "1099511627776, 1.0 TiB",
        "1125899906842624, 1.0 PiB",
        "1152921504606846976, 1.0 EiB",
        "9223372036854775807, 8.0 EiB"
    })
    void aSizeHasOneDecimalOfTheGreatestUnitThatItFills(long bytes, String text) {
        assertThat(HumanSize.of(bytes)).isEqualTo(text);
    }
}
