package dev.dunlin.demo.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.dunlin.http.files.FilesSnapshot;
import dev.dunlin.http.server.LoopHealth;
import dev.dunlin.http.server.WorkerSnapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusJsonTest {
    private static final String HOSTILE = "/\"\\</script>\n\u0000é\ud800";

    @Test
    void aMomentIsToldOnOneLine() {
        Sample second = new Sample(1, 0, 0, 0, 0, 0, List.of());
        WorkerSnapshot worker = new WorkerSnapshot(
                "w", 7, 3, 1, 0, 0, 0, 50, Duration.ZERO, Duration.ZERO, 0, 0, new LoopHealth(true, 0, 0));
        LastErrors.Kind kind = new LastErrors.Kind(404, false, "GET", HOSTILE);

        String json = StatusJson.of(new StatusSnapshot(
                "ready",
                5,
                6,
                List.of(worker, worker),
                new FilesSnapshot(1, 2, 3, 4, 5, 6, 7),
                List.of(new HeavyHitters.Hit(HOSTILE, 9)),
                List.of(new LastErrors.Failure(kind, new LastErrors.Times(8, 3))),
                second));

        assertThat(json).doesNotContain("\n");
        JsonObject status = JsonParser.parseString(json).getAsJsonObject();
        assertThat(status.get("open").getAsLong()).isEqualTo(8);
        assertThat(status.get("opened").getAsLong()).isEqualTo(14);
        assertThat(status.get("refused").getAsLong()).isEqualTo(2);
        assertThat(status.get("names").getAsLong()).isEqualTo(6);
        JsonArray path = status.getAsJsonArray("paths").get(0).getAsJsonArray();
        assertThat(path.get(0).getAsString()).isEqualTo(HOSTILE);
        assertThat(path.get(1).getAsLong()).isEqualTo(9);
        JsonArray error = status.getAsJsonArray("errors").get(0).getAsJsonArray();
        assertThat(error.get(1).getAsLong()).isEqualTo(3);
        assertThat(error.get(5).getAsString()).isEqualTo(HOSTILE);
    }

    @Test
    void aSecondIsToldInShortNumbers() {
        Sample second = new Sample(1, 1234.5678, 99.6, 1, 2, 3, List.of(new Sample.Share(2.25, 0.98765, 1.2345, 4)));

        assertThat(StatusJson.of(second))
                .isEqualTo(
                        "{\"t\":1,\"rate\":1234.6,\"bytes\":100,\"p50\":1,\"p90\":2,\"p99\":3,\"w\":[[2.3,0.988,1.23,4]]}");
    }
}
