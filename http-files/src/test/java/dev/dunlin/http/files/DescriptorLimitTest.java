package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorLimitTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "256, 64",
        "1024, 256",
        "1, 1",
        "4000, 1000",
        "1048576, 1000",
        "9223372036854775807, 1000",
        "unlimited, 1000",
        "'', 1000"
    })
    void isAQuarterOfWhatTheProcessMayOpenAndAThousandAtTheMost(String limit, int expected) throws IOException {
        Path limits = Files.writeString(
                directory.resolve("limits"),
                "Limit                     Soft Limit           Hard Limit           Units     \n"
                        + "Max processes             31                   31                   processes \n"
                        + "Max open files            " + limit + "                  1048576              files     \n");

        assertThat(DescriptorLimit.keptOpen(limits)).isEqualTo(expected);
    }

    @Test
    void isAThousandWhereTheSystemDoesNotTell() {
        assertThat(DescriptorLimit.keptOpen(directory.resolve("none"))).isEqualTo(1000);
        assertThat(DescriptorLimit.keptOpen()).isBetween(1, 1000);
    }
}
