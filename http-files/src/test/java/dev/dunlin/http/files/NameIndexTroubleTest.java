package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events that come late, twice, in a strange order, or not at all. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class NameIndexTroubleTest {
    @RegisterExtension
    private final NameTestSite site = new NameTestSite();

    private final NameTestWatcher watcher = new NameTestWatcher(site.root);

    private void start() {
        site.startAndWait(builder -> builder.watcher(watcher).rescanEvery(Duration.ofHours(1)));
    }

    /** What was told before this was looked at when it returns; directories may have to be read still. */
    private void fence() throws IOException {
        String name = "fence-" + System.nanoTime();
        watcher.created(site.file(name));
        site.awaitFound(name, name);
    }

    private void awaitWatched(int directories) {
        await().atMost(NameTestSite.PATIENCE).until(() -> watcher.watched() == directories);
    }

    // ---- events that speak of the past

    @Test
    void believesTheDiskNotTheEvent() throws IOException {
        Path x = site.file("a/x");
        site.file("a/y");
        start();
        watcher.deleted(x); // but it is back already
        watcher.created(site.root.resolve("a/never-seen")); // but it is gone already
        fence();
        assertThat(site.find("x")).containsExactly("a/x");
        assertThat(site.find("never-seen")).isEmpty();
    }

    @Test
    void bearsToBeToldTwice() throws IOException {
        site.directory("a");
        start();
        Path x = site.file("a/x");
        Path sub = site.directory("a/sub");
        for (int i = 0; i < 3; i++) {
            watcher.created(x);
            watcher.created(sub);
        }
        fence();
        assertThat(site.find("x")).containsExactly("a/x");
        awaitWatched(3);
    }

    /** What was asked while it was away has no other event than this one. */
    @Test
    void readsAllThatLiesBelowADirectoryThatIsBack() throws IOException {
        site.directory("a/b/c");
        start();
        site.file("a/b/x");
        site.file("a/b/c/y");
        site.move("a", "../away");
        watcher.created(site.root.resolve("../away/b/x"));
        watcher.created(site.root.resolve("../away/b/c/y"));
        fence();
        assertThat(site.find("x")).isEmpty();
        assertThat(site.find("y")).isEmpty();

        site.move("../away", "a");
        watcher.deleted(site.root.resolve("a"));
        watcher.created(site.root.resolve("a"));
        site.awaitFound("x", "a/b/x");
        site.awaitFound("y", "a/b/c/y");
    }

    @Test
    void seesANewDirectoryBehindAKnownName() throws IOException {
        site.file("a/x");
        start();
        site.move("a", "../gone");
        Path a = site.file("a/y").getParent();
        watcher.created(a); // the event that tells of the old one's end was lost
        site.awaitFound("y", "a/y");
        site.awaitNone("x");
        watcher.created(site.file("a/z"));
        site.awaitFound("z", "a/z");
        awaitWatched(2);
    }

    /** The key of the moved directory stays the same, so the old place must not cancel it. */
    @Test
    void followsAMoveWhoseEndIsToldFirst() throws IOException {
        site.file("a/dir/sub/x");
        site.directory("b");
        start();
        site.move("a/dir", "b/dir");
        watcher.created(site.root.resolve("b/dir"));
        site.awaitFound("b/dir/sub/x", "b/dir/sub/x");

        watcher.deleted(site.root.resolve("a/dir"));
        site.awaitFound("x", "b/dir/sub/x");
        awaitWatched(5);

        watcher.created(site.file("b/dir/sub/y"));
        site.awaitFound("y", "b/dir/sub/y");
    }

    @Test
    void followsAMoveWhoseBeginIsToldFirst() throws IOException {
        site.file("a/dir/sub/x");
        site.directory("b");
        start();
        site.move("a/dir", "b/dir");
        watcher.deleted(site.root.resolve("a/dir"));
        watcher.created(site.root.resolve("b/dir"));
        site.awaitFound("x", "b/dir/sub/x");
        watcher.created(site.file("b/dir/sub/y"));
        site.awaitFound("y", "b/dir/sub/y");
        awaitWatched(5);
    }

    @Test
    void watchesNoMoreWhatIsGone() throws IOException {
        for (int i = 0; i < 30; i++) site.file("a/d" + i + "/x");
        start();
        awaitWatched(32);
        site.delete("a");
        watcher.deleted(site.root.resolve("a"));
        site.awaitNone("x");
        fence();
        awaitWatched(1);
    }

    // ---- events that were lost

    @Test
    void looksAgainAtADirectoryWhoseEventsWereLost() throws IOException {
        site.file("a/stays");
        site.file("a/goes");
        site.file("a/dir/x");
        site.file("a/replaced/y");
        site.file("a/gone/z");
        site.file("b/unrelated");
        start();
        site.delete("a/goes");
        site.file("a/comes");
        site.delete("a/gone");
        site.move("a/replaced", "../elsewhere");
        site.file("a/replaced/y2");
        site.file("a/new/n");
        site.link("a/link", site.root);
        watcher.overflow(site.root.resolve("a"));

        site.awaitFound("comes", "a/comes");
        site.awaitFound("y2", "a/replaced/y2");
        site.awaitFound("n", "a/new/n");
        site.awaitFound("stays", "a/stays");
        for (String gone : new String[] {"goes", "z", "y", "link"}) site.awaitNone(gone);
        site.awaitFound("x", "a/dir/x");
        awaitWatched(6);
    }

    @Test
    void readsEverythingOnceWhenTheQueueHasRunOver() throws IOException {
        for (int i = 0; i < 200; i++) site.file("d" + i + "/x" + i);
        try (LogCapture log = new LogCapture(NameKeeper.class)) {
            start();
            int before = watcher.registrations.get();
            for (int i = 0; i < 200; i++) site.file("d" + i + "/y" + i);
            site.delete("d7");
            watcher.allAtOnce(() -> {
                for (int i = 0; i < 5; i++) watcher.overflowAll();
            });
            for (int i = 8; i < 200; i++) site.awaitFound("y" + i, "d" + i + "/y" + i);
            site.awaitNone("x7");
            fence();

            // 200 directories and the root; twice, if the first scan came in the midst of the storm
            assertThat(watcher.registrations.get() - before).isBetween(200, 402);
            assertThat(log.events(Level.WARN)).isEmpty();
            assertThat(log.events(Level.ERROR)).isEmpty();
        }
        watcher.created(site.file("d3/later"));
        site.awaitFound("later", "d3/later");
        awaitWatched(200);
    }

    /** Holds the lock of a key, which the JDK's thread needs to tell of an event: so the kernel's queue fills. */
    @Test
    void survivesTheKernelsQueueRunningOver() throws IOException {
        // Such files must be read at one go: Files.readString gets the first digit.
        int limit = Integer.parseInt(Files.readAllLines(Path.of("/proc/sys/fs/inotify/max_queued_events"))
                .get(0));
        assumeTrue(limit <= 20_000, "too many files to fill the queue with");
        for (int i = 0; i < 40; i++) site.file("d" + i + "/x");
        site.directory("full");
        KeyCollector keys = new KeyCollector(NameWatcher.ofThisMachine());
        try (LogCapture log = new LogCapture(NameFollower.class)) {
            site.startAndWait(builder -> builder.watcher(keys));
            WatchKey full = keys.of(site.root.resolve("full"));
            synchronized (full) {
                for (int i = 0; i < limit + 1000; i++) site.file("full/f" + i);
                for (int i = 0; i < 40; i++) site.file("d" + i + "/lost" + i);
                site.move("d0", "moved");
            }
            for (int i = 1; i < 40; i++) site.awaitFound("lost" + i, "d" + i + "/lost" + i);
            site.awaitFound("lost0", "moved/lost0");
            site.awaitFound("f" + limit, "full/f" + limit);
            site.awaitFence("moved");
            assertThat(log.events(Level.DEBUG))
                    .anySatisfy(event ->
                            assertThat(event.getFormattedMessage()).contains("were lost: all names are read again"));
        }
    }

    /** A key holds 512 events, then it tells of an overflow. */
    @Test
    void survivesAKeyRunningOver() throws IOException {
        site.directory("a");
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean block = new AtomicBoolean();
        Disk disk = mock(Disk.class, delegatesTo(Disk.LOCAL));
        doAnswer(call -> {
                    if (block.get()) release.await();
                    return Disk.LOCAL.attributes(call.getArgument(0));
                })
                .when(disk)
                .attributes(any());
        site.startAndWait(builder -> builder.disk(disk));
        block.set(true);
        for (int i = 0; i < 2000; i++) site.file("a/f" + i);
        release.countDown();
        for (int i = 0; i < 2000; i++) site.awaitFound("f" + i, "a/f" + i);
    }

    /** Remembers nothing but passes all on; a key can be asked for since a directory has but one. */
    private record KeyCollector(NameWatcher target) implements NameWatcher {
        WatchKey of(Path path) throws IOException {
            WatchKey key = target.register(path);
            if (key == null) throw new AssertionError("not watched: " + path);
            return key;
        }

        @Override
        public boolean isWatching() {
            return target.isWatching();
        }

        @Override
        public @Nullable WatchKey register(Path path) throws IOException {
            return target.register(path);
        }

        @Override
        public @Nullable WatchKey poll(long nanos) throws InterruptedException {
            return target.poll(nanos);
        }

        @Override
        public void close() {
            target.close();
        }
    }
}
