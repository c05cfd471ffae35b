package dev.dunlin.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class CommandTest {
    @Test
    void returnsAllThatIsPrinted() throws Exception {
        assertThat(shell("echo one; echo two >&2").run()).isEqualTo("one\ntwo\n");
    }

    @Test
    void failsWithWhatIsPrinted() {
        assertThatThrownBy(shell("echo no luck; exit 3")::run)
                .isInstanceOf(MeasurementException.class)
                .hasMessage("failed: sh -c 'echo no luck; exit 3'\nno luck");
    }

    private static Command shell(String script) {
        return new Command(List.of("/bin/sh", "-c", script));
    }
}
