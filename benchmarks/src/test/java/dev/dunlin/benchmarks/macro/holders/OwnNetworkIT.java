package dev.dunlin.benchmarks.macro.holders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dunlin.benchmarks.macro.MeasurementException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class OwnNetworkIT {
    @Test
    void hasTheExitCodeOfWhatRunsInIt() {
        assertThat(exitCode("--version")).isZero();
        assertThat(exitCode("--no-such-option")).isEqualTo(2);
    }

    private static int exitCode(String argument) {
        try {
            return OwnNetwork.run(1_500, List.of(argument));
        } catch (MeasurementException e) {
            assumeTrue(false, e.getMessage());
            throw new AssertionError(e);
        }
    }
}
