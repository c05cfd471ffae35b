package dev.dunlin.http.files;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a {@link NameTree} with the disk in the background, place by place and again and again, and heals what the
 * watcher has not told of:
 *
 * <pre>
 *   compare ──differs──► suspicion ──still differs, five seconds later──► healed and counted
 *                            │
 *                            └── told of, or read for another reason ──► dropped
 * </pre>
 *
 * <p>A directory is compared before those in it, and what lies below one that differs is not compared: the whole of it
 * counts as one place.
 *
 * <p>To be called once a second, when all events that are known have been followed. A call does a second's share of the
 * work, within bounds of number and time.
 *
 * <p>For one thread.
 */
final class NameVerifier {
    /** After so many calls a watcher is not late any more. */
    static final int GRACE = 5;

    /** What a call compares at most, however many names there are. */
    static final int MOST_PLACES = 2000;

    private static final long MOST_TIME = TimeUnit.MILLISECONDS.toNanos(20);

    /** With so many suspicions, there is no point in looking for more. */
    private static final int MOST_SUSPICIONS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(NameVerifier.class);

    private final NameTree tree;
    private final NameScanner scanner;
    private final NameSuspicions suspicions;
    private final long interval;
    private final LongSupplier clock;
    private final AtomicLong healed;

    /** Directories that this pass has yet to compare. */
    private final Deque<TreeDirectory> left = new ArrayDeque<>();

    private TreeDirectory directory;

    /** What is left to compare in that directory, from a position on. */
    private List<String> names = List.of();

    private int position;
    private int share;
    private long nextPass;
    private long calls;

    /**
     * @param scanner of the same tree
     * @param suspicions the same that the scanner drops
     * @param interval from the begin of one pass to that of the next; zero if there are none
     * @param clock as {@link System#nanoTime}
     * @param healed counts the places that were healed
     */
    NameVerifier(
            NameTree tree,
            NameScanner scanner,
            NameSuspicions suspicions,
            Duration interval,
            LongSupplier clock,
            AtomicLong healed) {
        this.tree = tree;
        this.scanner = scanner;
        this.suspicions = suspicions;
        this.interval = interval.toNanos();
        this.clock = clock;
        this.healed = healed;
        this.directory = tree.root();
        this.nextPass = clock.getAsLong() + this.interval;
    }

    /** Does a second's share of the work. */
    void verify() {
        if (interval == 0) return;
        calls++;
        long start = clock.getAsLong();
        healWhatIsOld();
        if (isPassOver() && start - nextPass >= 0) beginPass(start);
        for (int i = 0; i < share && !isPassOver() && suspicions.size() < MOST_SUSPICIONS; i++) {
            compareNext();
            if (clock.getAsLong() - start >= MOST_TIME) return;
        }
    }

    private boolean isPassOver() {
        return left.isEmpty() && position >= names.size();
    }

    private void beginPass(long now) {
        nextPass = now + interval;
        left.push(tree.root());
        // A directory counts twice: its name is compared, and its names are listed.
        long places = tree.fileCount() + 2 * tree.directoryCount() + 1;
        long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(interval));
        share = (int) Math.min(MOST_PLACES, places / seconds + 1);
    }

    private void compareNext() {
        if (position >= names.size()) {
            directory = left.pop();
            names = directory.isAttached() ? scanner.names(directory) : List.of();
            position = 0;
        } else {
            compare(names.get(position++));
        }
    }

    private void compare(String name) {
        if (!directory.isAttached()) {
            position = names.size();
        } else if (scanner.agrees(directory, name)) {
            TreeDirectory child = directory.child(name);
            if (child != null) left.push(child);
        } else {
            suspicions.add(directory, name, calls);
        }
    }

    private void healWhatIsOld() {
        if (suspicions.size() == 0) return;
        for (NameSuspicions.Place place : suspicions.until(calls - GRACE)) {
            suspicions.drop(place.directory(), place.name());
            boolean isJust = place.directory().isAttached() && !scanner.agrees(place.directory(), place.name());
            if (isJust) heal(place);
        }
    }

    private void heal(NameSuspicions.Place place) {
        long count = healed.incrementAndGet();
        TreePath path = place.directory().place().child(place.name());
        if (count == 1) {
            LOG.warn(
                    "the names in {} had changed without notice, and were read again; other machines' changes on a"
                            + " network's file system, mounts and permissions show so, anything else is a bug",
                    path);
        } else {
            LOG.debug("the names in {} had changed without notice, and were read again", path);
        }
        scanner.look(place.directory(), place.name());
    }
}
