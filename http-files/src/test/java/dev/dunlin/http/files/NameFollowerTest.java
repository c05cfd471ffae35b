package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is read for which events. */
@EnabledOnOs(OS.LINUX)
class NameFollowerTest {
    @RegisterExtension
    private final NameTestSite site = new NameTestSite();

    private final NameTestWatcher watcher = new NameTestWatcher(site.root);
    private final NameTree tree = new NameTree();
    private final NameWatches watches = new NameWatches(watcher);
    private final NameScanner scanner = new NameScanner(
            site.root, tree, watches, Disk.LOCAL, new NameSuspicions(), NameExclusions.NONE, () -> false);
    private final NameSchedule schedule = new NameSchedule(Duration.ofHours(1), 0);
    private final NameFollower follower = new NameFollower(watches, scanner, schedule);

    @BeforeEach
    void read() throws IOException {
        site.file("a/b/c/x");
        follower.watchAbove(site.root);
        scanner.readLater(tree.root());
        scanner.readAll();
        schedule.beginRead();
        schedule.endRead(0, 0);
    }

    private void follow() throws InterruptedException {
        for (WatchKey key = watcher.poll(0); key != null; key = watcher.poll(0)) follower.follow(key);
        follower.settleDoubts(1);
    }

    private int readDirectories() {
        int before = watcher.registrations.get();
        scanner.readAll();
        return watcher.registrations.get() - before;
    }

    @Test
    void aDirectoryIsReadOnceForManyEventsWithAllThatLiesBelow() throws Exception {
        Path a = site.root.resolve("a");
        for (int i = 0; i < 100; i++) {
            watcher.deleted(a);
            watcher.created(a);
        }
        follow();
        assertThat(readDirectories()).isEqualTo(3);
    }

    @Test
    void theEventOfAFileReadsNoDirectory() throws Exception {
        watcher.created(site.file("a/b/y"));
        follow();
        assertThat(tree.find(List.of("b", "y"))).isInstanceOf(NameMatches.One.class);
        assertThat(readDirectories()).isZero();
    }

    @Test
    void whatIsKnownStaysKnownUntilItIsReadAgain() throws Exception {
        watcher.created(site.root.resolve("a"));
        follow();
        assertThat(scanner.hasUnread()).isTrue();
        assertThat(tree.find(List.of("x"))).isInstanceOf(NameMatches.One.class);
    }

    @Test
    void aDirectoryWhoseEventsWereLostIsReadWithAllThatLiesBelow() throws Exception {
        watcher.overflow(site.root.resolve("a"));
        follow();
        assertThat(readDirectories()).isEqualTo(3);
        assertThat(schedule.isReadWanted()).isFalse();
    }

    @Test
    void everythingIsReadWhenTheNameOfTheRootComesOrGoes() throws Exception {
        watcher.created(site.root.resolveSibling("another"));
        follow();
        assertThat(schedule.isReadWanted()).isFalse();

        watcher.created(site.root);
        follow();
        assertThat(schedule.isReadWanted()).isTrue();
    }

    @Test
    void everythingIsReadWhenADirectoryFurtherUpComesOrGoes() throws Exception {
        watcher.created(site.root.getParent());
        follow();
        assertThat(schedule.isReadWanted()).isTrue();
    }

    /** Or else a root beside busy files would be read all the time. */
    @Test
    void onlyTheRootIsLookedAtWhenADirectoryThatItLiesInIsBusy() throws Exception {
        watcher.overflow(site.root.getParent());
        follow();
        assertThat(schedule.isReadWanted()).isFalse();
        assertThat(schedule.takeRootCheck(1)).isTrue();
    }

    @Test
    void everythingIsReadWhenTheKernelsQueueHasRunOver() throws Exception {
        watcher.overflowAll();
        follow();
        assertThat(schedule.isReadWanted()).isTrue();
    }

    @Test
    void whatIsExcludedIsNeitherReadNorFoundToDiffer() throws IOException {
        site.file("a/kept");
        NameTree partial = new NameTree();
        NameScanner choosy = new NameScanner(
                site.root,
                partial,
                watches,
                Disk.LOCAL,
                new NameSuspicions(),
                NameExclusions.of(List.of("a/b", "kept")),
                () -> false);

        choosy.readLater(partial.root());
        choosy.readAll();
        TreeDirectory a = partial.root().child("a");
        choosy.look(a, "b");
        choosy.readAll();

        assertThat(partial.fileCount()).isOne();
        assertThat(partial.directoryCount()).isOne();
        assertThat(choosy.agrees(a, "b")).isTrue();
        assertThat(choosy.agrees(a, "kept")).isTrue();
    }
}
