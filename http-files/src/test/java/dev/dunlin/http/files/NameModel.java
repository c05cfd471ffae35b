package dev.dunlin.http.files;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The thread of an index and the world that it talks to, all on one thread: between any two of its steps a seed decides
 * what happens to the tree, and how much the watcher has told of it by then. Time passes only where the index waits, and
 * a little while it reads.
 */
final class NameModel {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    /** As late as an event is told of at most, give or take a second. */
    private static final long LATEST = 3000 * MS;

    private final ModelDice dice;
    private final ModelDisk disk;
    private final ModelChanges changes;
    private final ModelWatcher watcher;
    private final NameKeeper keeper;
    private final boolean isSlow;
    private final boolean mayNeedTime;
    private final int failures;
    private NameTree tree;
    private long now;
    private long lastDrained;
    private int changesLeft;

    /** Whether the index has waited in vain: nothing has happened that it was not told of. */
    private boolean isIdle;

    /**
     * @param lost one event in so many; 0 for none
     * @param verificationInterval how often all is compared
     */
    NameModel(long seed, int lost, Duration verificationInterval) {
        dice = new ModelDice(seed);
        disk = new ModelDisk(dice, this::meanwhile);
        changes = new ModelChanges(dice, disk);
        int mostEvents = dice.once(4) ? 2 : 512;
        int mostQueued = dice.once(8) ? 4 : 16_384;
        isSlow = dice.once(8);
        watcher = new ModelWatcher(disk, this::meanwhile, mostEvents, mostQueued, this::await);
        for (int i = dice.below(8); i > 0; i--) changes.change();
        changes.tell(watcher);
        changes.lose(lost);
        failures = dice.once(8) ? 4 : 0;
        boolean movesRoot = dice.once(8);
        changes.moveRoot(movesRoot ? 4 : 0);
        mayNeedTime = movesRoot || failures > 0;
        keeper = new NameKeeper(
                Path.of("/r"),
                disk,
                watcher,
                Duration.ofHours(1),
                verificationInterval,
                NameExclusions.NONE,
                () -> now,
                complete -> tree = complete);
    }

    /** Lets so much happen, until the index has come to rest. */
    void change(int many) throws InterruptedException {
        disk.failures = failures;
        changesLeft = many;
        while (changesLeft > 0) keeper.turn();
        disk.failures = 0;
        rest();
    }

    /** Changes something in every directory, until the index has come to rest: what is not watched shows then. */
    void touchEverywhere() throws InterruptedException {
        ModelNode root = disk.directory("/r");
        if (root != null) changes.toggleEverywhere(root, "z");
        rest();
    }

    /** From now on, no event is lost. */
    void loseNothing() {
        changes.lose(0);
    }

    /** Lets time pass. */
    void pass(Duration time) throws InterruptedException {
        long end = now + time.toNanos();
        while (now - end < 0) keeper.turn();
    }

    long healed() {
        return keeper.healed();
    }

    private void rest() throws InterruptedException {
        // Between two rests, the root is looked at, and what could not be read is read again.
        for (int rests = mayNeedTime ? 2 : 1; rests > 0; rests--) {
            isIdle = false;
            while (!isIdle) keeper.turn();
        }
    }

    // ---- what happens between two steps of the index

    private void meanwhile() {
        if (dice.once(2)) return;
        now += dice.below(2) * MS;
        if (changesLeft > 0 && dice.once(3)) {
            for (int i = 1 + dice.below(3); i > 0 && changesLeft > 0; i--) change();
        }
        while (watcher.undelivered() > 0 && dice.once(2)) watcher.deliver();
    }

    private void await(long nanos) {
        if (changesLeft > 0) {
            now += Math.min(nanos, dice.below(200) * MS);
            change();
        } else if (watcher.undelivered() > 0) {
            now += isSlow ? nanos : Math.min(nanos, MS);
        } else {
            now += nanos;
            isIdle = true;
        }
        if (watcher.undelivered() == 0) lastDrained = now;
        boolean isLate = now - lastDrained > LATEST;
        while (watcher.undelivered() > 0 && (isLate || !dice.once(isSlow ? 2 : 4))) watcher.deliver();
    }

    private void change() {
        changesLeft--;
        changes.change();
    }

    // ---- what is to be so at last

    /** Returns how the index differs from the disk now. */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        long[] counts = new long[2];
        ModelNode root = disk.directory("/r");
        if (root != null) compare(root, tree.root(), differences, counts);
        if (counts[0] != tree.fileCount()) differences.add(counts[0] + " files, indexed " + tree.fileCount());
        if (counts[1] != tree.directoryCount()) {
            differences.add(counts[1] + " directories, indexed " + tree.directoryCount());
        }
        long toWatch = root == null ? watcher.watched() : counts[1] + 1 + root.depth();
        if (differences.isEmpty() && toWatch != watcher.watched()) {
            differences.add(toWatch + " directories to watch, watched " + watcher.watched());
        }
        return differences;
    }

    private void compare(ModelNode node, TreeDirectory directory, List<String> differences, long[] counts) {
        node.entries.forEach((name, entry) -> {
            if (name.startsWith(".")) return;
            if (entry.isRegularFile()) {
                counts[0]++;
                TreeDirectories holders = tree.holdersOf(name);
                boolean known = directory.files().find(name) != null && holders != null && holders.contains(directory);
                if (!known) differences.add("lacks " + entry.path());
            } else if (entry.isDirectory()) {
                counts[1]++;
                TreeDirectory child = directory.child(name);
                if (child == null) {
                    differences.add("lacks the directory " + entry.path());
                } else {
                    compare(entry, child, differences, counts);
                }
            }
        });
    }
}
