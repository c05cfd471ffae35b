package dev.dunlin.benchmarks.macro.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.dunlin.benchmarks.macro.BarChart;
import dev.dunlin.benchmarks.macro.MeasurementException;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {
    @TempDir
    Path directory;

    @Test
    void drawsTwoPicturesForEachScenario() throws Exception {
        requireFonts();

        new Charts(SampleResults.of(List.of(Scenario.LIGHT), List.of(Route.values()))).write(directory);

        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("requests-light.png", "cpu-light.png");
        }
        BufferedImage picture =
                ImageIO.read(directory.resolve("requests-light.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(1600);
    }

    private static void requireFonts() {
        try {
            BarChart.requireFonts();
        } catch (MeasurementException e) {
            abort(e.getMessage());
        }
    }
}
