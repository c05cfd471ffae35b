package dev.dunlin.benchmarks.macro.holders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.benchmarks.macro.ReportingCommand;
import dev.dunlin.benchmarks.macro.Required;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the measurement, as short as can be. Whether limits hold says nothing about a machine that runs tests. */
@EnabledOnOs(OS.LINUX)
class HoldersIT {
    @Test
    void measuresEachKindAndTheServerLives(@TempDir Path directory) throws Exception {
        Required.distribution();
        ReportingCommand<Results> command = new ReportingCommand<>(new HoldersCommand(), Results.class, directory);

        Results results = command.run("--connections 50 --seconds 1 --warmup 0 --one-server --mtu 0", 0, 1);

        assertThat(results.outcomes()).extracting(Outcome::kind).containsExactly(Kind.values());
        assertThat(results.outcomes()).allSatisfy(outcome -> {
            assertThat(outcome.isAlive()).isTrue();
            assertThat(outcome.toll().opened()).isEqualTo(50);
            assertThat(outcome.during().count() + outcome.failures()).isPositive();
            assertThat(outcome.memory().peak()).isPositive();
        });
        assertThat(Files.readAllLines(directory.resolve("report.tsv"))).hasSize(1 + Kind.values().length);
        assertThat(directory.resolve(Charts.MEMORY)).isNotEmptyFile();
        assertThat(directory.resolve(Charts.LATENCY)).isNotEmptyFile();
        assertThat(command.printed()).contains("slow range readers", "written: ");
    }
}
