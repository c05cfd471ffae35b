package dev.dunlin.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ReportOptionTest {
    @Command
    static class Reporting {
        @Mixin
        private final ReportOption report = new ReportOption("tides");
    }

    private final Reporting reporting = new Reporting();
    private final CommandLine commandLine = new CommandLine(reporting);

    @Test
    void makesTheDirectoryThatIsChosen(@TempDir Path parent) throws Exception {
        Path chosen = parent.resolve("reports/today");

        commandLine.parseArgs("--out", chosen.toString());

        assertThat(reporting.report.create().path()).isEqualTo(chosen).isDirectory();
    }

    @Test
    void tellsTheDirectoryThatItTakesOtherwise() {
        assertThat(commandLine.getUsageMessage().replaceAll("\\s+", " "))
                .contains("Default: benchmarks/report/tides where")
                .contains("else report/tides.");
    }
}
