package dev.dunlin.benchmarks.macro.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import dev.dunlin.benchmarks.macro.Tool;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs the whole load test, as short as can be. What it measures says nothing; that nothing fails does. */
@EnabledOnOs(OS.LINUX)
class ThreadsIT {
    private static final int CONCURRENCY = 4;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void measuresServersDirectly() throws Exception {
        requireTools(Tool.AB);

        run("--routes direct --workers 1,2");

        assertThat(results().plan().settings()).hasSize(6);
        assertThatAllIsReported();
    }

    @Test
    void measuresServersBehindABalancer() throws Exception {
        requireTools(Tool.AB, Tool.NGINX);

        run("--routes balanced --workers 2");

        assertThat(results().measurements())
                .allSatisfy(
                        measurement -> assertThat(measurement.balancerMicros()).isNotNull());
        assertThatAllIsReported();
    }

    private void assertThatAllIsReported() throws Exception {
        Results results = results();
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
        assertThat(directory.resolve("report.md")).isNotEmptyFile();
        assertThat(out.toString())
                .hasLineCount(results.measurements().size() + 1)
                .contains("[1/", "written: ");
    }

    private void run(String options) {
        String all =
                options + " --requests 40 --warmup 0 --rounds 1 --concurrency " + CONCURRENCY + " --out " + directory;
        int exitCode = new CommandLine(new ThreadsCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.split(" "));
        assertThat(exitCode).as(err.toString()).isZero();
    }

    private Results results() throws Exception {
        return new Gson().fromJson(Files.readString(directory.resolve("results.json")), Results.class);
    }

    private static void requireTools(Tool... tools) {
        List<Tool> absent =
                List.of(tools).stream().filter(tool -> tool.find().isEmpty()).toList();
        assumeTrue(absent.isEmpty(), Tool.missing(absent));
    }
}
