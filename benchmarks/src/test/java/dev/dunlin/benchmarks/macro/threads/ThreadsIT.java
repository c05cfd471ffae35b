package dev.dunlin.benchmarks.macro.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.benchmarks.macro.ReportingCommand;
import dev.dunlin.benchmarks.macro.Required;
import dev.dunlin.benchmarks.macro.Tool;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the whole load test, as short as can be. What it measures says nothing; that nothing fails does. */
@EnabledOnOs(OS.LINUX)
class ThreadsIT {
    private static final int CONCURRENCY = 4;

    @TempDir
    Path directory;

    private ReportingCommand<Results> command;

    @BeforeEach
    void createCommand() {
        command = new ReportingCommand<>(new ThreadsCommand(), Results.class, directory);
    }

    @Test
    void measuresServersDirectly() throws Exception {
        Required.tools(Tool.AB);

        Results results = run("--routes direct --workers 1,2");

        assertThat(results.plan().settings()).hasSize(6);
        assertThatAllIsReported(results);
    }

    @Test
    void measuresServersBehindABalancer() throws Exception {
        Required.tools(Tool.AB, Tool.NGINX);

        Results results = run("--routes balanced --workers 2");

        assertThat(results.measurements())
                .allSatisfy(
                        measurement -> assertThat(measurement.balancerMicros()).isNotNull());
        assertThatAllIsReported(results);
    }

    private void assertThatAllIsReported(Results results) {
        assertThat(results.measurements())
                .extracting(Measurement::setting)
                .containsExactlyElementsOf(results.plan().settings());
        assertThat(results.measurements()).allSatisfy(measurement -> {
            assertThat(measurement.requests()).isGreaterThanOrEqualTo(10 * CONCURRENCY);
            assertThat(measurement.requestsPerSecond()).isPositive();
            assertThat(measurement.serverPeakMib()).isPositive();
        });
        for (Scenario scenario : Scenario.values()) {
            assertThat(directory.resolve(Charts.requestsFile(scenario))).isNotEmptyFile();
            assertThat(directory.resolve(Charts.cpuFile(scenario))).isNotEmptyFile();
        }
        assertThat(command.printed())
                .hasLineCount(results.measurements().size() + 1)
                .contains("[1/", "written: ");
    }

    private Results run(String options) throws Exception {
        return command.run(options + " --requests 40 --warmup 0 --rounds 1 --concurrency " + CONCURRENCY);
    }
}
