package dev.dunlin.http.files;

import static dev.dunlin.http.files.Site.content;
import static dev.dunlin.http.files.Site.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a file handler says of itself. */
class FilesSnapshotTest {
    private static final String BIG = "0123456789".repeat(20_000);

    @RegisterExtension
    private final Site site = new Site().with("file.txt", "content").with("big.bin", BIG);

    @Test
    void whatIsLoadedIsAMissAndWhatIsKeptIsAHit() throws IOException {
        try (FileHandler files = site.handler()) {
            assertThat(files.snapshot()).isEqualTo(new FilesSnapshot(0, 0, 0, 0, 0, 0, 0));

            content(get(files, "/file.txt"));
            assertThat(files.snapshot()).isEqualTo(new FilesSnapshot(0, 1, 1, 7, 0, 0, 0));

            content(get(files, "/file.txt"));
            site.pass(Duration.ofSeconds(2));
            content(get(files, "/file.txt"));
            assertThat(files.snapshot()).as("looked at again").isEqualTo(new FilesSnapshot(2, 1, 1, 7, 0, 0, 0));
        }
    }

    @Test
    void openFilesAreCountedUntilTheyAreLetGoOf() throws IOException {
        FileHandler files = site.handler();

        content(get(files, "/big.bin"));
        content(get(files, "/file.txt"));
        assertThat(files.snapshot()).isEqualTo(new FilesSnapshot(0, 2, 2, 7, 1, 0, 0));

        files.close();
        assertThat(files.snapshot()).isEqualTo(new FilesSnapshot(0, 2, 0, 0, 0, 0, 0));
    }

    @Test
    void whatIsReplacedOrGoneTakesNoRoomAnyMore() throws IOException {
        try (FileHandler files = site.handler()) {
            content(get(files, "/file.txt"));
            site.file("file.txt", "longer content");
            site.pass(Duration.ofSeconds(2));
            content(get(files, "/file.txt"));
            assertThat(files.snapshot()).isEqualTo(new FilesSnapshot(0, 2, 1, 14, 0, 0, 0));

            Files.delete(site.root.resolve("file.txt"));
            site.pass(Duration.ofSeconds(2));
            content(get(files, "/file.txt"));
            assertThat(files.snapshot()).isEqualTo(new FilesSnapshot(0, 2, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void withoutACacheNothingIsKept() throws IOException {
        try (FileHandler files = site.builder().cacheBytes(0).build()) {
            content(get(files, "/file.txt"));
            content(get(files, "/big.bin"));

            assertThat(files.snapshot()).isEqualTo(new FilesSnapshot(0, 2, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void namesAreCountedWhereFilesAreFoundByThem() {
        try (FileHandler files = site.builder().findByName(FindByName.SERVE).build()) {
            await().untilAsserted(() -> assertThat(files.snapshot().names()).isEqualTo(2));
        }
    }
}
