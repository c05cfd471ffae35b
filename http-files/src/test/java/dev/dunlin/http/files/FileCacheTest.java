package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Headers;
import dev.dunlin.http.files.Resolution.FileFound;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FileCacheTest {
    private static final Headers FIELDS = Headers.of("Content-Type", "text/plain");

    @RegisterExtension
    private final Site site = new Site();

    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        file = site.file("file", "content");
    }

    @Test
    void anEntryIsFreshForASecondAndThenStaleForOneCallerASecond() {
        FileCache cache = new FileCache(100_000, 10, site);
        Variants kept = inMemory("/a", 10);
        cache.put(kept);

        assertThat(cache.fresh("/a")).isSameAs(kept);
        site.pass(Duration.ofMillis(999));
        assertThat(cache.fresh("/a")).isSameAs(kept);
        site.pass(Duration.ofMillis(1));
        assertThat(cache.fresh("/a")).isNull();
        assertThat(cache.fresh("/a")).isSameAs(kept);
        site.pass(Duration.ofMillis(999));
        assertThat(cache.fresh("/a")).isSameAs(kept);
        site.pass(Duration.ofMillis(1));
        assertThat(cache.fresh("/a")).isNull();
    }

    @Test
    void ofManyCallersOneIsToLookAgain() throws Exception {
        FileCache cache = new FileCache(100_000, 10, site);
        cache.put(inMemory("/a", 10));
        site.pass(Duration.ofSeconds(5));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Future<Boolean>> callers = new ArrayList<>();
        for (int i = 0; i < 64; i++) callers.add(pool.submit(() -> cache.fresh("/a") == null));

        int told = 0;
        for (Future<Boolean> caller : callers) told += caller.get() ? 1 : 0;

        assertThat(told).isOne();
        pool.shutdown();
    }

    @Test
    void aClockThatIsSetBackDoesNotMakeAnEntryLast() {
        FileCache cache = new FileCache(100_000, 10, site);
        cache.put(inMemory("/a", 10));

        site.pass(Duration.ofHours(-1));

        assertThat(cache.fresh("/a")).isNull();
        assertThat(cache.fresh("/a")).isNotNull();
    }

    @Test
    void anEntryIsRenewedOnlyByTheSameVersionOfTheSameFileUnderTheSameName() {
        FileCache cache = new FileCache(100_000, 10, site);
        FileFound found = found("/a", 10);
        Variants kept = inMemory("/a", 10);
        cache.put(kept);
        site.pass(Duration.ofSeconds(1));

        assertThat(cache.renewed(found("/b", 10))).isNull();
        assertThat(cache.renewed(found("/a", 11))).isNull();
        assertThat(cache.renewed(new FileFound(site.root.resolve("other"), found.version(), "file", "/a")))
                .isNull();
        assertThat(cache.renewed(new FileFound(found.path(), found.version(), "file.html", "/a")))
                .isNull();
        assertThat(cache.renewed(found)).isSameAs(kept);
        assertThat(cache.fresh("/a")).isSameAs(kept);
    }

    @Test
    void anEntryThatWasMadeWhileItsFileWasYoungIsNotRenewed() {
        FileCache cache = new FileCache(100_000, 10, site);
        FileFound young = new FileFound(file, version(10, Site.START), "file", "/a");
        cache.put(inMemory(young, 10));

        site.pass(Duration.ofSeconds(1));

        assertThat(cache.renewed(young)).isNull();
    }

    @Test
    void contentsAreKeptUpToTheBoundAndTheOnesUsedLastLonger() {
        FileCache cache = new FileCache(100_000, 10, site);
        for (int i = 0; i < 1000; i++) {
            cache.put(inMemory("/" + i, 4000));
            assertThat(cache.fresh("/0")).isNotNull();
        }

        long kept = IntStream.range(0, 1000)
                .filter(i -> cache.fresh("/" + i) != null)
                .count();
        assertThat(kept).isBetween(15L, 25L);
    }

    @Test
    void emptyContentsAndLongPathsAreBoundedToo() {
        FileCache cache = new FileCache(100_000, 10, site);
        List<String> paths = IntStream.range(0, 1000)
                .mapToObj(i -> "/" + i + "a".repeat(4000))
                .toList();
        for (String path : paths) cache.put(inMemory(path, 0));

        assertThat(paths.stream().filter(path -> cache.fresh(path) != null).count())
                .isBetween(5L, 15L);
    }

    @Test
    void openFilesAreKeptUpToTheirNumber() throws IOException {
        FileCache cache = new FileCache(100_000, 10, site);
        for (int i = 0; i < 100; i++) cache.put(openFile("/" + i));

        assertThat(OpenFiles.below(site.root)).isEqualTo(10);
    }

    @Test
    void evenOneOpenFileCanBeKept() throws IOException {
        FileCache cache = new FileCache(100_000, 1, site);
        cache.put(openFile("/a"));
        cache.put(openFile("/b"));

        assertThat(cache.fresh("/b")).isNotNull();
        assertThat(OpenFiles.below(site.root)).isOne();
    }

    @Test
    void whatIsReplacedOrForgottenIsReleased() throws IOException {
        FileCache cache = new FileCache(100_000, 10, site);
        cache.put(openFile("/a"));
        cache.put(openFile("/a"));
        assertThat(OpenFiles.below(site.root)).isOne();

        cache.forget("/b");
        cache.forget("/a");

        assertThat(cache.fresh("/a")).isNull();
        assertThat(OpenFiles.below(site.root)).isZero();
    }

    @Test
    void whatNobodyHasAskedForDuringAMinuteIsReleased() throws IOException {
        FileCache cache = new FileCache(100_000, 10, site);
        cache.put(openFile("/idle"));
        cache.put(openFile("/used"));
        site.pass(Duration.ofSeconds(59));
        cache.fresh("/used");
        site.pass(Duration.ofSeconds(1));
        cache.put(openFile("/new"));

        assertThat(cache.fresh("/idle")).isNull();
        assertThat(OpenFiles.below(site.root)).isEqualTo(2);
    }

    @Test
    void aCacheOfNoSizeKeepsNothing() throws IOException {
        FileCache cache = new FileCache(0, 10, site);
        cache.put(openFile("/a"));
        cache.put(inMemory("/b", 0));

        assertThat(cache.fresh("/a")).isNull();
        assertThat(cache.fresh("/b")).isNull();
        assertThat(OpenFiles.below(site.root)).isZero();
    }

    @Test
    void aClosedCacheHasReleasedEverythingAndKeepsNothing() throws IOException {
        FileCache cache = new FileCache(100_000, 10, site);
        cache.put(openFile("/a"));

        cache.close();
        assertThat(OpenFiles.below(site.root)).isZero();
        cache.put(openFile("/a"));

        assertThat(cache.fresh("/a")).isNull();
        assertThat(OpenFiles.below(site.root)).isZero();
    }

    private Variants inMemory(String uriPath, int size) {
        return inMemory(found(uriPath, size), size);
    }

    private Variants inMemory(FileFound found, int size) {
        Validators validators = validators(found);
        return new Variants(Representation.inMemory(found, validators, FIELDS, ByteBuffer.allocate(size)), Map.of());
    }

    private Variants openFile(String uriPath) throws IOException {
        FileFound found = found(uriPath, 100_000);
        SharedFile open = new SharedFile(FileChannel.open(file), found, site.disk);
        Validators validators = validators(found);
        return new Variants(Representation.fromFile(found, validators, FIELDS, open), Map.of());
    }

    private Validators validators(FileFound found) {
        return new TagPolicy(EntityTags.CHANGE_TIME)
                .ofContent(found.version(), ByteBuffer.allocate(0), true, site.instant(), "");
    }

    private FileFound found(String uriPath, int size) {
        return new FileFound(file, version(size, Site.YESTERDAY), "file", uriPath);
    }

    private static FileVersion version(int size, Instant modified) {
        return new FileVersion("key", size, FileTime.from(modified), FileTime.from(modified));
    }
}
