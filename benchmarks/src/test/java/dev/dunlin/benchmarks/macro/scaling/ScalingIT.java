package dev.dunlin.benchmarks.macro.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.benchmarks.macro.ReportingCommand;
import dev.dunlin.benchmarks.macro.Required;
import dev.dunlin.benchmarks.macro.Tool;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the measurement, as short as can be. What it measures says nothing; that nothing fails does. */
@EnabledOnOs(OS.LINUX)
class ScalingIT {
    @Test
    void measuresEachSize(@TempDir Path directory) throws Exception {
        Required.tools(Tool.WRK);
        Required.distribution();

        Results results = new ReportingCommand<>(new ScalingCommand(), Results.class, directory)
                .run("--dimensions names,workers --max-files 100 --rounds 1 --seconds 1 --warmup 0");

        assertThat(results.points())
                .hasSize(5)
                .allSatisfy(point -> assertThat(point.micros()).isPositive());
        assertThat(directory.resolve("names.png")).isNotEmptyFile();
        assertThat(directory.resolve("workers.png")).isNotEmptyFile();
        assertThat(directory.resolve("report.md")).content().contains("By workers");
    }
}
