package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is read again where not everything can be watched, and after a bug. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class NameIndexRecoveryTest {
    @RegisterExtension
    private final NameTestSite site = new NameTestSite();

    private final NameTestWatcher watcher = new NameTestWatcher(site.root);

    // ---- the limit of watches

    @Test
    void readsEverythingAtIntervalsWhenNotEverythingCanBeWatched() throws IOException {
        for (int i = 0; i < 20; i++) site.file("d" + i + "/x" + i);
        watcher.limit(10);
        try (LogCapture log = new LogCapture(NameKeeper.class)) {
            site.startAndWait(builder -> builder.watcher(watcher).rescanEvery(Duration.ofMillis(100)));
            for (int i = 0; i < 20; i++) site.awaitFound("x" + i, "d" + i + "/x" + i);
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 20; i++) site.file("d" + i + "/y" + round + "-" + i);
                for (int i = 0; i < 20; i++) site.awaitFound("y" + round + "-" + i, "d" + i + "/y" + round + "-" + i);
            }
            site.delete("d7");
            site.awaitNone("x7");

            assertThat(log.events(Level.WARN))
                    .singleElement()
                    .satisfies(event -> assertThat(event.getFormattedMessage())
                            .contains("fs.inotify.max_user_watches", "User limit of inotify watches reached"));
        }
    }

    @Test
    void isToldOfEverythingAgainWhenTheLimitIsRaised() throws IOException {
        for (int i = 0; i < 20; i++) site.file("d" + i + "/x" + i);
        watcher.limit(10);
        try (LogCapture log = new LogCapture(NameKeeper.class)) {
            site.startAndWait(builder -> builder.watcher(watcher).rescanEvery(Duration.ofMillis(50)));
            assertThat(watcher.watched()).isEqualTo(10);
            watcher.limit(1000);
            await().atMost(NameTestSite.PATIENCE).until(() -> watcher.watched() == 21);
            assertThat(log.events(Level.WARN)).hasSize(1);
        }
    }

    @Test
    void meetsTheLimitInADirectoryThatIsNew() throws IOException {
        site.startAndWait(builder -> builder.watcher(watcher).rescanEvery(Duration.ofHours(1)));
        watcher.limit(1);
        try (LogCapture log = new LogCapture(NameKeeper.class)) {
            watcher.created(site.file("a/x").getParent());
            site.awaitFound("x", "a/x");
            await().atMost(NameTestSite.PATIENCE)
                    .until(() -> log.events(Level.WARN).size() == 1);
        }
    }

    // ---- bugs

    @Test
    void readsEverythingAgainAfterABug() throws IOException {
        site.file("a/x");
        AtomicInteger bugs = new AtomicInteger(1);
        Disk disk = mock(Disk.class, delegatesTo(Disk.LOCAL));
        doAnswer(call -> {
                    Path path = call.getArgument(0);
                    if (path.endsWith("cursed") && bugs.getAndDecrement() > 0) throw new IllegalStateException("a bug");
                    return Disk.LOCAL.attributes(path);
                })
                .when(disk)
                .attributes(any());
        try (LogCapture log = new LogCapture(NameKeeper.class)) {
            site.startAndWait(builder -> builder.disk(disk).watcher(watcher));
            watcher.created(site.file("a/cursed"));
            site.awaitFound("cursed", "a/cursed");
            watcher.created(site.file("a/blessed"));
            site.awaitFound("blessed", "a/blessed");
            assertThat(log.events(Level.ERROR)).hasSize(1);
        }
    }

    @Test
    void readsEverythingAgainAfterABugInTheFirstScan() throws IOException {
        site.file("a/x");
        AtomicInteger bugs = new AtomicInteger(1);
        Disk disk = mock(Disk.class, delegatesTo(Disk.LOCAL));
        doAnswer(call -> {
                    if (bugs.getAndDecrement() > 0) throw new IllegalStateException("a bug");
                    return Disk.LOCAL.attributes(call.getArgument(0));
                })
                .when(disk)
                .attributes(any());
        try (LogCapture log = new LogCapture(NameKeeper.class)) {
            site.startAndWait(builder -> builder.disk(disk));
            assertThat(site.find("x")).containsExactly("a/x");
            assertThat(log.events(Level.ERROR)).hasSize(1);
        }
    }
}
