package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody swaps files and directories of the tree with links that lead out of it, as fast as can be, while others ask
 * for what lies there: nothing from outside is ever sent.
 */
@Timeout(180)
class SwappingIT {
    private static final Logger LOG = LoggerFactory.getLogger(SwappingIT.class);
    /** At the least; a slow machine takes longer to meet each outcome once. */
    private static final Duration RUN = Duration.ofSeconds(10);

    private static final Set<String> EXPECTED = Set.of("cached 200", "cached 403", "bare 200", "bare 403");
    private static final List<String> TARGETS = List.of(
            "/dir/page.txt", "/dir/big.bin", "/file.txt", "/a/up/page.txt", "/a/b/c/page.txt", "/dir/", "/a/up/");

    @TempDir
    private Path directory;

    private final Map<String, AtomicLong> outcomes = new ConcurrentHashMap<>();
    private final AtomicLong seconds = new AtomicLong();
    private Path outside;
    private Path root;

    @BeforeEach
    void makeTree() throws IOException {
        assumeTrue(hasHandles(directory), "no handles on directories");
        outside = Files.createDirectories(directory.resolve("outside"));
        root = Files.createDirectories(directory.resolve("www"));
        fill(outside, "secret");
        Files.createDirectories(outside.resolve("c"));
        fill(outside.resolve("c"), "secret");
        fill(directory, "secret");
        fill(Files.createDirectories(root.resolve("dir")), "public");
        fill(Files.createDirectories(root.resolve("a/b/c")), "public");
        fill(Files.createDirectories(root.resolve("a/up")), "public");
        Files.writeString(root.resolve("file.txt"), "public");
    }

    @Test
    void nothingFromOutsideIsSentWhileLinksAndDirectoriesAreSwapped() throws Exception {
        long end = System.nanoTime() + RUN.toNanos();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Future<?>> running = new ArrayList<>();
        running.add(pool.submit(directorySwapper(root.resolve("dir"), outside, end)));
        running.add(pool.submit(directorySwapper(root.resolve("a/b"), outside, end)));
        running.add(pool.submit(directorySwapper(root.resolve("a/up"), Path.of("../.."), end)));
        running.add(pool.submit(fileSwapper(root.resolve("file.txt"), outside.resolve("page.txt"), end)));
        try (FileHandler cached = handler(1 << 20);
                FileHandler bare = handler(0)) {
            for (int i = 0; i < 2; i++) {
                running.add(pool.submit(reader("cached", cached, end)));
                running.add(pool.submit(reader("bare", bare, end)));
            }
            for (Future<?> each : running) each.get();
        }
        pool.shutdown();

        LOG.warn("outcomes: {}", outcomes);
        assertThat(outcomes.keySet()).noneMatch(outcome -> outcome.contains("secret") || outcome.contains("failure"));
        assertThat(outcomes.keySet()).containsAll(EXPECTED);
        assertThat(OpenFiles.below(directory)).isZero();
    }

    private boolean goesOn(long end) {
        long left = end - System.nanoTime();
        return left > 0
                || (left > -Patience.LIMIT.toNanos() && !outcomes.keySet().containsAll(EXPECTED));
    }

    private FileHandler handler(long cacheBytes) {
        return FileHandler.builder(root)
                .cacheBytes(cacheBytes)
                .inMemoryLimit(100)
                .listing(true)
                .clock(() -> Instant.now().plusSeconds(seconds.get()))
                .build();
    }

    private Callable<Void> reader(String name, FileHandler handler, long end) {
        return () -> {
            for (int i = 0; goesOn(end); i++) {
                count(name + " " + outcome(handler, TARGETS.get(i % TARGETS.size())));
                seconds.incrementAndGet(); // so that the cache looks again
            }
            return null;
        };
    }

    private static String outcome(FileHandler handler, String target) {
        try {
            Response answer = Site.get(handler, target);
            return answer.status() + (content(answer).contains("secret") ? " secret" : "");
        } catch (IOException e) {
            return "failure";
        }
    }

    /** All that was received, even if the file was changed on the way, which ends it short. */
    private static String content(Response answer) {
        return new Download(answer.body()).finish().text();
    }

    private void count(String outcome) {
        outcomes.computeIfAbsent(outcome, any -> new AtomicLong()).incrementAndGet();
    }

    private Callable<Void> directorySwapper(Path place, Path target, long end) throws IOException {
        Path aside = Files.createDirectories(directory.resolve("aside/" + place.getFileName()));
        Path link = Files.createSymbolicLink(aside.resolve("link"), target);
        Path parked = aside.resolve("parked");
        return () -> {
            while (goesOn(end)) {
                Files.move(place, parked, StandardCopyOption.ATOMIC_MOVE);
                Files.move(link, place, StandardCopyOption.ATOMIC_MOVE);
                Files.move(place, link, StandardCopyOption.ATOMIC_MOVE);
                Files.move(parked, place, StandardCopyOption.ATOMIC_MOVE);
                count("swaps");
            }
            return null;
        };
    }

    private Callable<Void> fileSwapper(Path place, Path target, long end) {
        Path next = directory.resolve("next");
        return () -> {
            while (goesOn(end)) {
                Files.move(Files.createSymbolicLink(next, target), place, StandardCopyOption.ATOMIC_MOVE);
                Files.move(Files.writeString(next, "public"), place, StandardCopyOption.ATOMIC_MOVE);
                count("swaps");
            }
            return null;
        };
    }

    private static void fill(Path directory, String word) throws IOException {
        Files.writeString(directory.resolve("page.txt"), word);
        Files.writeString(directory.resolve("big.bin"), word.repeat(100));
        Files.writeString(directory.resolve(word + "-name.txt"), word); // shows in a listing
    }

    private static boolean hasHandles(Path directory) throws IOException {
        try (DirectoryStream<Path> opened = Files.newDirectoryStream(directory)) {
            return opened instanceof SecureDirectoryStream;
        }
    }
}
