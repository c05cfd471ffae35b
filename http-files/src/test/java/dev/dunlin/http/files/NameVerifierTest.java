package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is compared how fast, and what is healed and counted: on a disk in memory whose watcher tells nothing. */
class NameVerifierTest {
    private final World world = new World(1);
    private final ModelNode root = world.root;
    private final LogCapture log = new LogCapture(NameVerifier.class);

    @AfterEach
    void close() {
        log.close();
    }

    private static ModelNode directory(ModelNode parent, String name) {
        ModelNode made = ModelNode.directory();
        parent.put(name, made);
        return made;
    }

    private static void file(ModelNode parent, String name) {
        parent.put(name, ModelNode.file());
    }

    // ---- what is healed

    @Test
    void aMissingFileAndOneTooManyAreHealedAndCounted() {
        ModelNode a = directory(root, "a");
        file(a, "goes");
        world.read(Duration.ofSeconds(10));
        a.entries.remove("goes");
        file(a, "comes");

        world.pass(9);
        assertThat(world.find("comes")).isEqualTo(NameMatches.Nothing.NONE);
        world.pass(11 + NameVerifier.GRACE);

        assertThat(world.find("comes")).isInstanceOf(NameMatches.One.class);
        assertThat(world.find("goes")).isEqualTo(NameMatches.Nothing.NONE);
        assertThat(world.healed).hasValue(2);
        world.pass(100);
        assertThat(world.healed).hasValue(2);
    }

    @Test
    void aDirectoryCountsOnceWhateverLiesBelow() {
        world.read(Duration.ofSeconds(10));
        ModelNode deep = directory(directory(root, "a"), "b");
        for (int i = 0; i < 20; i++) file(deep, "f" + i);

        world.pass(21 + NameVerifier.GRACE);

        assertThat(world.find("f7")).isInstanceOf(NameMatches.One.class);
        assertThat(world.healed).hasValue(1);
    }

    @Test
    void aDirectoryThatIsNotTheOneThatIsWatchedIsReadAndWatched() {
        file(directory(root, "a"), "x");
        world.read(Duration.ofSeconds(10));
        root.entries.remove("a");
        ModelNode another = directory(root, "a");
        file(another, "x");

        world.pass(21 + NameVerifier.GRACE);

        assertThat(world.healed).hasValue(1);
        assertThat(world.watches.directoriesOf(another.watch)).hasSize(1);
    }

    @Test
    void whatIsToldOfMeanwhileIsNotCounted() {
        world.read(Duration.ofSeconds(2));
        file(root, "x");
        world.pass(NameVerifier.GRACE);
        assertThat(world.suspicions.contains(world.tree.root(), "x")).isTrue();

        world.scanner.look(world.tree.root(), "x");
        world.pass(100);
        assertThat(world.healed).hasValue(0);
    }

    @Test
    void whatWasReadMeanwhileIsNotCounted() {
        world.read(Duration.ofSeconds(2));
        file(directory(root, "a"), "x");
        world.pass(NameVerifier.GRACE);
        assertThat(world.suspicions.size()).isEqualTo(1);

        world.scanner.readLater(world.tree.root());
        world.pass(100);
        assertThat(world.healed).hasValue(0);
    }

    @Test
    void theFirstOneIsWarnedAbout() {
        world.read(Duration.ofSeconds(2));
        file(root, "x");
        file(root, "y");
        world.pass(20);
        assertThat(world.healed).hasValue(2);
        assertThat(log.events(Level.WARN))
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage()).contains("/x"));
    }

    /** Whatever happens unseen: as many places are counted as differ, those that lie below another one left out. */
    @Test
    void asManyPlacesAreCountedAsDiffer() {
        for (long seed = 0; seed < 5000; seed++) {
            World any = new World(seed);
            any.change(40);
            any.changes.tell(any.watcher);
            any.read(Duration.ofSeconds(10));
            any.change(20);
            long differing = any.differing();

            any.pass(40);

            assertThat(any.healed).as("seed %d", seed).hasValue(differing);
            assertThat(any.differing()).as("seed %d", seed).isZero();
        }
    }

    // ---- how fast

    @Test
    void aPassIsSpreadOverItsTime() {
        for (int i = 0; i < 100; i++) file(directory(root, "d" + i), "x");
        world.read(Duration.ofSeconds(100));
        for (int i = 0; i < 100; i++) file(root.entries.get("d" + i), "y");

        world.pass(100 + NameVerifier.GRACE + 20);
        assertThat(world.healed.get()).isLessThan(50);
        world.pass(40);
        assertThat(world.healed.get()).isBetween(20L, 80L);
        world.pass(90);
        assertThat(world.healed).hasValue(100);
    }

    @Test
    void noMoreThanAShareIsComparedAtOnceHoweverManyNamesThereAre() {
        for (int i = 0; i < 10_000; i++) file(root, "f" + i);
        world.read(Duration.ofSeconds(1));
        world.pass(1); // lists the directory
        world.slowness = 1; // counts what the disk is asked
        long before = world.now;
        world.pass(1);
        assertThat(world.now - before - TimeUnit.SECONDS.toNanos(1)).isBetween(1L, (long) NameVerifier.MOST_PLACES);
    }

    @Test
    void aSlowDiskIsNotAskedForLong() {
        for (int i = 0; i < 1000; i++) file(root, "f" + i);
        world.read(Duration.ofSeconds(10));
        world.pass(10); // lists the directory
        world.slowness = TimeUnit.MILLISECONDS.toNanos(5);
        long before = world.now;
        world.pass(1);
        assertThat(world.now - before - TimeUnit.SECONDS.toNanos(1))
                .isLessThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(25));
    }

    @Test
    void nothingIsComparedWithoutAnInterval() {
        world.read(Duration.ZERO);
        file(root, "x");
        world.pass(1000);
        assertThat(world.healed).hasValue(0);
    }

    /** All on one thread. */
    private static final class World {
        long now;

        /** How long the disk takes to say something. */
        long slowness;

        final ModelDice dice;
        final ModelDisk disk;
        final ModelChanges changes;
        final ModelNode root;
        final ModelWatcher watcher;
        final NameTree tree = new NameTree();
        final NameWatches watches;
        final NameSuspicions suspicions = new NameSuspicions();
        final NameScanner scanner;
        final AtomicLong healed = new AtomicLong();
        NameVerifier verifier;

        World(long seed) {
            dice = new ModelDice(seed);
            disk = new ModelDisk(dice, () -> now += slowness);
            changes = new ModelChanges(dice, disk);
            root = disk.directory("/r");
            watcher = new ModelWatcher(disk, () -> {}, 512, 512, nanos -> {});
            watches = new NameWatches(watcher);
            scanner = new NameScanner(Path.of("/r"), tree, watches, disk, suspicions, NameExclusions.NONE, () -> false);
        }

        void read(Duration interval) {
            scanner.readLater(tree.root());
            scanner.readAll();
            verifier = new NameVerifier(tree, scanner, suspicions, interval, () -> now, healed);
        }

        /** As the index' thread does: once a second, and what is found to be wrong is read. */
        void pass(long seconds) {
            for (long i = 0; i < seconds; i++) {
                now += TimeUnit.SECONDS.toNanos(1);
                verifier.verify();
                scanner.readAll();
            }
        }

        void change(int most) {
            for (int i = dice.below(most); i > 0; i--) changes.change();
        }

        NameMatches find(String... tail) {
            return tree.find(List.of(tail));
        }

        long differing() {
            return differing(root, tree.root());
        }

        private long differing(ModelNode node, TreeDirectory directory) {
            long differing = 0;
            for (String name : List.of("a", "b", "c")) {
                ModelNode there = node.entries.get(name);
                TreeDirectory child = directory.child(name);
                if (!isKnown(there, directory, name)) {
                    differing++;
                } else if (child != null) {
                    differing += differing(there, child);
                }
            }
            return differing;
        }

        private boolean isKnown(ModelNode there, TreeDirectory directory, String name) {
            boolean isFile = there != null && there.isRegularFile();
            boolean isDirectory = there != null && there.isDirectory();
            TreeDirectory child = directory.child(name);
            if (isFile != (directory.files().find(name) != null) || isDirectory != (child != null)) return false;
            return child == null
                    || (there.watch != null
                            && watches.directoriesOf(there.watch).contains(child));
        }
    }
}
