package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dunlin.http.files.NameMatches.Nothing;
import dev.dunlin.http.files.NameMatches.One;
import dev.dunlin.http.files.NameMatches.Several;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Big trees. Times and sizes are printed, not asserted. */
@Timeout(300)
class NameIndexScaleTest {
    @RegisterExtension
    private final NameTestSite site = new NameTestSite();

    /** Ten files in each of 10,000 directories, one of them of the same name everywhere. */
    @Test
    void servesAHundredThousandFilesInTenThousandDirectories() throws IOException {
        for (int d = 0; d < 10_000; d++) {
            Path path = Files.createDirectories(site.root.resolve("s" + d / 100 + "/dir" + d));
            Files.createFile(path.resolve("index.html"));
            for (int f = 1; f < 10; f++) Files.createFile(path.resolve("file" + (d * 10 + f)));
        }
        long memory = usedMemory();
        long start = System.nanoTime();
        NameIndex index = site.start();
        long constructed = System.nanoTime() - start;
        try (LogCapture log = new LogCapture(NameScanner.class)) {
            assertThat(index.whenReady(Duration.ofMinutes(2))
                            .toCompletableFuture()
                            .join())
                    .isTrue();
            assertThat(log.events(Level.INFO))
                    .singleElement()
                    .satisfies(progress ->
                            assertThat(progress.getFormattedMessage()).startsWith("100000 names"));
        }
        long ready = System.nanoTime() - start;
        System.out.printf(
                "100,000 files in 10,000 directories: started in %d ms, read in %d ms, %d bytes a file%n",
                TimeUnit.NANOSECONDS.toMillis(constructed),
                TimeUnit.NANOSECONDS.toMillis(ready),
                (usedMemory() - memory) / 100_000);

        assertThat(site.find("file77777")).containsExactly("s77/dir7777/file77777");
        assertThat(site.find("dir1234/index.html")).containsExactly("s12/dir1234/index.html");
        assertThat(index.find(List.of("index.html"))).isInstanceOfSatisfying(Several.class, some -> {
            assertThat(some.places()).hasSize(100);
            assertThat(some.more()).isTrue();
        });
        site.file("s50/dir5000/new");
        site.awaitFound("new", "s50/dir5000/new");
        long before = System.nanoTime();
        site.delete("s50");
        site.awaitNone("dir5042/index.html");
        site.awaitNone("dir5099/index.html");
        System.out.printf(
                "100 directories with 1000 files are gone after %d ms%n",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
    }

    @Test
    void followsAStormOfFilesThatComeAndGo() throws IOException {
        int many = 20_000;
        site.directory("a");
        site.directory("b");
        site.startAndWait();
        for (int i = 0; i < many; i++) Files.createFile(site.root.resolve((i % 2 == 0 ? "a/f" : "b/f") + i));
        site.awaitFound("f" + (many - 1), "b/f" + (many - 1));
        for (int i = 0; i < many; i += 97) site.awaitFound("f" + i, (i % 2 == 0 ? "a/f" : "b/f") + i);

        for (int i = 1; i < many; i++) Files.delete(site.root.resolve((i % 2 == 0 ? "a/f" : "b/f") + i));
        for (int i = 1; i < many; i += 97) site.awaitNone("f" + i);
        site.awaitNone("f" + (many - 1));
        site.awaitFound("f0", "a/f0");
        site.awaitFence("a");
    }

    @Test
    void followsAStormOfDirectories() throws IOException {
        site.startAndWait();
        for (int i = 0; i < 3000; i++) site.file("d" + i + "/sub/f" + i);
        for (int i = 0; i < 3000; i += 7) site.awaitFound("f" + i, "d" + i + "/sub/f" + i);
        for (int i = 0; i < 3000; i++) site.delete("d" + i);
        for (int i = 0; i < 3000; i += 7) site.awaitNone("f" + i);
        site.file("d7/sub/again");
        site.awaitFound("again", "d7/sub/again");
    }

    /** The worst that a look-up may meet: names that all occur 100,000 times, and never together. */
    @Test
    void givesUpOnNamesThatAreAllCommon() {
        NameTree tree = new NameTree();
        for (int i = 0; i < 100_000; i++) {
            TreeDirectory parent = tree.addDirectory(tree.root(), "d" + i);
            tree.addFile(tree.addDirectory(parent, "other"), "x");
            tree.addDirectory(parent, "common");
        }
        long common = time(tree, List.of("x"));
        long worst = time(tree, List.of("common", "x"));
        long rare = time(tree, List.of("d5", "other", "x"));
        System.out.printf(
                "100,000 files of one name: 100 of them in %d us; given up after %d us; one by a rare name in %d us%n",
                common / 1000, worst / 1000, rare / 1000);

        assertThat(tree.find(List.of("x"))).isInstanceOf(Several.class);
        assertThat(tree.find(List.of("common", "x"))).isEqualTo(Nothing.UNDECIDED);
        assertThat(tree.find(List.of("d5", "other", "x"))).isInstanceOf(One.class);
    }

    /** The best of some: what it takes, and not what other programs take. */
    private static long time(NameTree tree, List<String> tail) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 50; i++) {
            long start = System.nanoTime();
            tree.find(tail);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private static long usedMemory() {
        for (int i = 0; i < 3; i++) System.gc();
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
