package dev.dunlin.benchmarks.macro.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import dev.dunlin.benchmarks.macro.JsonFile;
import dev.dunlin.benchmarks.macro.Spread;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private final Results results = SampleResults.create();

    @Test
    void compareWithinARound() {
        assertThat(results.spread(Server.DUNLIN, Load.A, Run.Measured::micros)).contains(new Spread(16, 8, 24));
        assertThat(results.ratio(Server.DUNLIN, Server.NGINX, Load.A, Run.Measured::micros))
                .contains(new Spread(0.8, 0.8, 0.8));
    }

    @Test
    void haveNoFigureOfWhatWasRefused() {
        assertThat(results.spread(Server.FLOOR, Load.C, Run.Measured::micros)).isEmpty();
        assertThat(results.ratio(Server.DUNLIN, Server.FLOOR, Load.C, Run.Measured::micros))
                .isEmpty();
    }

    @Test
    void areKeptAsTheyAre(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("results.json");

        JsonFile.write(results, file);

        assertThat(new Gson().fromJson(Files.readString(file), Results.class)).isEqualTo(results);
    }
}
