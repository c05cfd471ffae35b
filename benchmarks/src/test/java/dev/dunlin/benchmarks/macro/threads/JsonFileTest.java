package dev.dunlin.benchmarks.macro.threads;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.dunlin.benchmarks.macro.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonFileTest {
    @TempDir
    Path directory;

    @Test
    void holdsEveryMeasurement() throws Exception {
        Path file = directory.resolve("results.json");
        Results results = SampleResults.of(List.of(Scenario.LIGHT), List.of(Route.values()));

        JsonFile.write(results, file);

        JsonObject json = new Gson().fromJson(Files.readString(file), JsonObject.class);
        assertThat(json.getAsJsonObject("machine").get("cores").getAsInt()).isEqualTo(2);
        assertThat(json.getAsJsonArray("measurements")).hasSize(12);
        JsonObject first = json.getAsJsonArray("measurements").get(0).getAsJsonObject();
        assertThat(first.getAsJsonObject("setting").get("scenario").getAsString())
                .isEqualTo("light");
        assertThat(first.get("requestsPerSecond").getAsDouble()).isEqualTo(10_001);
        assertThat(new Gson().fromJson(json, Results.class)).isEqualTo(results);
    }
}
