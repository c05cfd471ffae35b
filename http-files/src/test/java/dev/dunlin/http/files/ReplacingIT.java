package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file that is replaced by another one, again and again, while many ask for it: each answer is one of the versions,
 * whole, and with the length and the tag of that version.
 */
@Timeout(180)
class ReplacingIT {
    /** At the least; a slow machine takes longer to send each version once. */
    private static final long RUN = TimeUnit.SECONDS.toNanos(3);

    private static final int VERSIONS = 4;
    private static final int READERS = 4;
    private static final int REQUESTS_A_SECOND = 100;

    @TempDir
    private Path directory;

    private final Map<String, String> contentByTag = new ConcurrentHashMap<>();
    private final Set<Character> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong seconds = new AtomicLong();

    @ParameterizedTest
    @ValueSource(longs = {0, 1 << 20})
    void eachAnswerIsOneVersionWhole(long cacheBytes) throws Exception {
        replaceBy('a');
        long end = System.nanoTime() + RUN;
        ExecutorService pool = Executors.newFixedThreadPool(READERS + 1);
        try (FileHandler handler = FileHandler.builder(directory)
                .cacheBytes(cacheBytes)
                .inMemoryLimit(20_000)
                .clock(() -> Instant.now().plusSeconds(seconds.get()))
                .build()) {
            List<Future<?>> running = new ArrayList<>();
            running.add(pool.submit(replacer(end)));
            for (int i = 0; i < READERS; i++) running.add(pool.submit(reader(handler, end)));
            for (Future<?> each : running) each.get();
        } finally {
            pool.shutdownNow();
        }

        assertThat(seen).as("versions that were sent").containsExactlyInAnyOrder('a', 'b', 'c', 'd');
        assertThat(OpenFiles.below(directory)).isZero();
    }

    private boolean goesOn(long end) {
        long left = end - System.nanoTime();
        return left > 0 || (left > -Patience.LIMIT.toNanos() && seen.size() < VERSIONS);
    }

    /** Versions of different lengths, one of them too long to be read into memory. */
    private void replaceBy(char version) throws IOException {
        Path next = Files.createTempFile(directory, "next", "");
        Files.writeString(next, String.valueOf(version).repeat(version == 'c' ? 100_000 : 1000 * (version - 'a' + 1)));
        Files.move(next, directory.resolve("file.txt"), StandardCopyOption.ATOMIC_MOVE);
    }

    private Callable<Void> replacer(long end) {
        return () -> {
            for (char version = 'a'; goesOn(end); version = version == 'd' ? 'a' : (char) (version + 1)) {
                replaceBy(version);
            }
            return null;
        };
    }

    private Callable<Void> reader(FileHandler handler, long end) {
        Request request = Request.builder("GET", "/file.txt").build();
        return () -> {
            while (goesOn(end)) {
                for (int i = 0; i < REQUESTS_A_SECOND; i++) handler.handle(request, this::check);
                seconds.incrementAndGet(); // so that the cache looks again
            }
            return null;
        };
    }

    private void check(Response answer) {
        if (answer.status() == 503) return; // changes faster than it can be read, and says so
        assertThat(answer.status()).isEqualTo(200);
        long length = answer.body().length();
        String content = Site.content(answer);
        assertThat(content).hasSize((int) length);
        char version = content.charAt(0);
        assertThat(content.chars().allMatch(c -> c == version)).isTrue();
        String tag = answer.headers().first("ETag").orElseThrow();
        assertThat(contentByTag.computeIfAbsent(tag, same -> content)).isEqualTo(content);
        seen.add(version);
    }
}
