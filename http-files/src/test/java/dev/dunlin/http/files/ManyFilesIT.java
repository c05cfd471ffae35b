package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Many more files than are kept open: none stays open that should not. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class ManyFilesIT {
    private static final int FILES = 10_000;
    private static final int REQUESTS = 100_000;
    private static final int KEPT_OPEN = 100;

    @TempDir
    private Path directory;

    @Test
    void noDescriptorIsLost() throws IOException {
        for (int i = 0; i < FILES; i++) Files.writeString(directory.resolve("file-" + i), "content of " + i);
        List<Response> unfinished = new ArrayList<>();
        Random random = new Random(31);
        FileHandler handler = FileHandler.builder(directory)
                .inMemoryLimit(0)
                .maxOpenFiles(KEPT_OPEN)
                .build();

        for (int i = 0; i < REQUESTS; i++) {
            int number = random.nextInt(FILES);
            handler.handle(Request.builder("GET", "/file-" + number).build(), answer -> {
                assertThat(answer.status()).isEqualTo(200);
                if (number % 100 == 0) {
                    unfinished.add(answer);
                } else {
                    answer.body().close();
                }
            });
            if (unfinished.size() > 50) unfinished.remove(0).body().close();
            if (i % 5000 == 0) assertThat(OpenFiles.below(directory)).isLessThanOrEqualTo(KEPT_OPEN + 51);
        }

        assertThat(OpenFiles.below(directory)).isBetween(1L, KEPT_OPEN + 51L);
        unfinished.forEach(answer -> answer.body().close());
        handler.close();
        assertThat(OpenFiles.below(directory)).isZero();
    }
}
