package dev.dunlin.benchmarks.macro.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.benchmarks.macro.MeasurementException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DistributionOptionTest {
    private final DistributionOption option = new DistributionOption();

    @TempDir
    Path directory;

    @Test
    void takesTheFileThatIsChosen() throws Exception {
        Path file = Files.createFile(directory.resolve("dunlin-1.0.tar.gz"));

        choose(file);

        assertThat(option.require()).isEqualTo(new Distribution(file));
    }

    @Test
    void refusesAFileThatCannotBeRead() {
        Path file = directory.resolve("absent.tar.gz");

        choose(file);

        assertThatThrownBy(option::require)
                .isInstanceOf(MeasurementException.class)
                .hasMessage("cannot read " + file);
    }

    private void choose(Path file) {
        new CommandLine(option).parseArgs("--dunlin", file.toString());
    }
}
