package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.Level;
import dev.dunlin.http.files.NameMatches.Nothing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered before the first scan has ended, and what an index leaves behind when it is closed. */
@Timeout(180)
class NameIndexLifeTest {
    @RegisterExtension
    private final NameTestSite site = new NameTestSite();

    // ---- before the first scan has ended

    /** A disk whose first answer waits for this. */
    private static Disk blockedBy(CountDownLatch release) throws IOException {
        Disk disk = mock(Disk.class, delegatesTo(Disk.LOCAL));
        doAnswer(call -> {
                    release.await();
                    return Disk.LOCAL.realPath(call.getArgument(0));
                })
                .when(disk)
                .realPath(any());
        return disk;
    }

    @Test
    void saysThatItIsNotReadyAndWhenItIs() throws Exception {
        site.file("a/x");
        CountDownLatch release = new CountDownLatch(1);
        Disk disk = blockedBy(release);
        NameIndex index = site.start(builder -> builder.disk(disk));

        assertThat(index.isReady()).isFalse();
        assertThat(index.find(List.of("x"))).isEqualTo(Nothing.NOT_READY);
        CompletableFuture<Boolean> ready =
                index.whenReady(NameTestSite.PATIENCE).toCompletableFuture();
        CompletableFuture<List<String>> found = ready.thenApply(yes -> site.find("x"));
        assertThat(ready).isNotDone();

        release.countDown();
        assertThat(found.get()).containsExactly("a/x");
        assertThat(ready).isCompletedWithValue(true);
        assertThat(index.isReady()).isTrue();
        assertThat(index.whenReady(Duration.ZERO).toCompletableFuture()).isCompletedWithValue(true);
    }

    @Test
    void waitsNoLongerThanToldTo() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Disk disk = blockedBy(release);
        NameIndex index = site.start(builder -> builder.disk(disk));
        try {
            long start = System.nanoTime();
            CompletableFuture<Boolean> ready =
                    index.whenReady(Duration.ofMillis(200)).toCompletableFuture();
            assertThat(ready.get()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(190));
            assertThat(index.isReady()).isFalse();
        } finally {
            release.countDown();
        }
    }

    @Test
    void letsNobodyWaitForAClosedIndex() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Disk disk = blockedBy(release);
        NameIndex index = site.start(builder -> builder.disk(disk));
        try {
            CompletableFuture<Boolean> before =
                    index.whenReady(NameTestSite.PATIENCE).toCompletableFuture();
            index.close();
            assertThat(before).isCompletedWithValue(false);
            assertThat(index.whenReady(NameTestSite.PATIENCE).toCompletableFuture())
                    .isCompletedWithValue(false);
            assertThat(index.find(List.of("x"))).isEqualTo(Nothing.NOT_READY);
        } finally {
            release.countDown();
        }
    }

    // ---- its thread

    @Test
    void closesQuicklyInTheMidstOfAScan() throws Exception {
        for (int i = 0; i < 100; i++) site.file("file" + i);
        AtomicInteger looks = new AtomicInteger();
        Disk slow = mock(Disk.class, delegatesTo(Disk.LOCAL));
        CountDownLatch looked = new CountDownLatch(3);
        doAnswer(call -> {
                    looks.incrementAndGet();
                    looked.countDown();
                    TimeUnit.MILLISECONDS.sleep(50);
                    return Disk.LOCAL.attributes(call.getArgument(0));
                })
                .when(slow)
                .attributes(any());
        NameIndex index = site.start(builder -> builder.disk(slow));
        Thread thread = threadOfIndex();
        assertThat(looked.await(60, TimeUnit.SECONDS)).isTrue();

        index.close();
        thread.join(60_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(looks).hasValueLessThan(100);
        assertThat(index.isReady()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsItsThreadWhenItIsClosedAsOftenAsItIs(boolean watching) throws Exception {
        site.file("a/x");
        site.startAndWait(builder -> watching ? builder : builder.watcher(new NameWatcher.Idle()));
        Thread thread = threadOfIndex();
        assertThat(thread.isDaemon()).isTrue();

        site.index().close();
        site.index().close();
        thread.join(60_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(site.find("x")).containsExactly("a/x");
        assertThat(site.index().isReady()).isTrue();
    }

    @Test
    void closesItsWatcher() {
        NameTestWatcher watcher = new NameTestWatcher(site.root);
        site.startAndWait(builder -> builder.watcher(watcher));
        site.close();
        assertThat(watcher.isClosed()).isTrue();
    }

    private static Thread threadOfIndex() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("name-index"))
                .filter(Thread::isAlive)
                .max((a, b) -> Long.compare(a.getId(), b.getId()))
                .orElseThrow();
    }

    @Test
    void refusesAnIntervalThatIsNone() {
        NameIndex.Builder builder = NameIndex.builder(site.root);
        assertThatThrownBy(() -> builder.rescanEvery(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.rescanEvery(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void warnsOfNothingWhenNothingIsWrong() throws IOException {
        try (LogCapture log = new LogCapture(NameKeeper.class)) {
            site.file("a/x");
            site.startAndWait();
            site.awaitFence("a");
            site.close();
            assertThat(log.events(Level.WARN)).isEmpty();
            assertThat(log.events(Level.ERROR)).isEmpty();
        }
    }
}
