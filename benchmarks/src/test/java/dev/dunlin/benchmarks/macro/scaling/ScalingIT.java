package dev.dunlin.benchmarks.macro.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import dev.dunlin.benchmarks.macro.Tool;
import dev.dunlin.benchmarks.macro.servers.Distribution;
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

/** Runs the measurement, as short as can be. What it measures says nothing; that nothing fails does. */
@EnabledOnOs(OS.LINUX)
class ScalingIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void measuresEachSize(@TempDir Path directory) throws Exception {
        assumeTrue(Tool.WRK.find().isPresent(), Tool.missing(List.of(Tool.WRK)));
        assumeTrue(Distribution.find().isPresent(), "the distribution is not built");

        int exitCode = new CommandLine(new ScalingCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(("--dimensions names,workers --max-files 100 --rounds 1 --seconds 1 --warmup 0 --out "
                                + directory)
                        .split(" "));

        assertThat(exitCode).as(err.toString()).isZero();
        Results results = new Gson().fromJson(Files.readString(directory.resolve("results.json")), Results.class);
        assertThat(results.points())
                .hasSize(5)
                .allSatisfy(point -> assertThat(point.micros()).isPositive());
        assertThat(directory.resolve("names.png")).isNotEmptyFile();
        assertThat(directory.resolve("workers.png")).isNotEmptyFile();
        assertThat(directory.resolve("report.md")).content().contains("By workers");
    }
}
