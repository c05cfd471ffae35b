package dev.dunlin.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ChildTest {
    @TempDir
    Path directory;

    @Test
    void isWaitedForAndEnded() throws Exception {
        ProcessHandle process;
        try (Child child = start("echo starting; echo ready at $$; exec sleep 60")) {
            process = process(child);
            assertThat(process.isAlive()).isTrue();
            assertThat(child.used().peakKib()).isPositive();
        }
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void isEndedWhenItIsWaitedForInVain() throws Exception {
        try (Child child = start("echo ready at $$; exec sleep 60")) {
            ProcessHandle process = process(child);

            assertThatThrownBy(() -> child.await("luck", () -> {
                        throw new MeasurementException("no luck");
                    }))
                    .hasMessage("no luck");
            assertThat(process.isAlive()).isFalse();
        }
    }

    @Test
    void tellsItsLastWordsWhenItEndsTooEarly() throws Exception {
        try (Child child = start("echo port taken >&2; exit 1")) {
            assertThatThrownBy(() -> child.awaitLine("ready"))
                    .isInstanceOf(MeasurementException.class)
                    .hasMessageContaining("has ended by itself")
                    .hasMessageContaining("port taken");
        }
    }

    @Test
    void isRefusedWhereThereIsNoSuchProgram() {
        Command command = new Command(List.of(directory.resolve("absent").toString()));

        assertThatThrownBy(() -> Child.start(command, directory.resolve("log")))
                .isInstanceOf(MeasurementException.class)
                .hasMessageContaining("cannot start absent");
    }

    private static ProcessHandle process(Child child) throws MeasurementException {
        return ProcessHandle.of(Long.parseLong(child.awaitLine("ready at "))).orElseThrow();
    }

    private Child start(String script) throws MeasurementException {
        return Child.start(new Command(List.of("/bin/sh", "-c", script)), directory.resolve("log"));
    }
}
