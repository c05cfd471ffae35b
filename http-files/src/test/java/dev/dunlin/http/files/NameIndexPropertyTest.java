package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens on the disk and however fast: the index ends up with what is there, and nothing was lost that had to
 * be found by comparing. {@link NameIndexModelTest} tries what happens here seldom.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class NameIndexPropertyTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d", ".e");
    private static final int ROUNDS = 8;
    private static final int CHANGES = 150;

    @RegisterExtension
    private final NameTestSite site = new NameTestSite();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void endsUpWithWhatIsThere(long seed) throws IOException {
        Random random = new Random(seed);
        Path outside = Files.createDirectory(site.outside.resolve("outside"));
        site.startAndWait(
                builder -> builder.rescanEvery(Duration.ofHours(1)).verificationInterval(Duration.ofSeconds(1)));
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < CHANGES; i++) change(random, site.root, outside);
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(NameTestSite.PATIENCE)
                    .untilAsserted(() -> {
                        for (String name : NAMES) assertThat(site.find(name)).isEqualTo(places(site.root, name));
                    });
            assertThat(site.index().healed()).isZero();
        }
    }

    private static void change(Random random, Path root, Path outside) throws IOException {
        List<Path> all = entries(root);
        Path directory = all.isEmpty() ? root : all.get(random.nextInt(all.size()));
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) directory = directory.getParent();
        if (random.nextInt(5) == 0) directory = root;
        Path path = directory.resolve(NAMES.get(random.nextInt(NAMES.size())));
        boolean free = Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                if (free) Files.createFile(path);
            }
            case 3, 4 -> {
                if (free && all.size() < 80) {
                    Files.createDirectories(path.resolve("a").resolve("b"));
                    Files.createFile(path.resolve("a/b/c"));
                }
            }
            case 5 -> {
                if (free) Files.createSymbolicLink(path, root);
            }
            case 6 -> {
                if (!free) MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
            }
            case 7 -> move(path, outside.resolve("kept"));
            case 8 -> move(outside.resolve("kept"), path);
            default -> {
                if (!all.isEmpty()) move(all.get(random.nextInt(all.size())), path);
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        boolean possible = Files.exists(from, LinkOption.NOFOLLOW_LINKS)
                && Files.notExists(to, LinkOption.NOFOLLOW_LINKS)
                && !to.startsWith(from);
        if (possible) Files.move(from, to);
    }

    private static List<Path> entries(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> !path.equals(root)).sorted().toList();
        }
    }

    private static List<String> places(Path root, String name) {
        try {
            return entries(root).stream()
                    .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .map(root::relativize)
                    .filter(path -> path.getFileName().toString().equals(name))
                    .map(Path::toString)
                    .filter(path -> !("/" + path).contains("/."))
                    .sorted() // the order of names, too: these are single letters
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
