package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the index' thread does:
 *
 * <pre>
 *               ┌───────────────────────────────────────────────────────────────────────────┐
 *   read all ──►│ events: look at the names ──► read directories ──► nothing to do: compare │
 *      ▲        └───────────────────────────────────────────────────────────────────────────┘
 *      └── too many events lost, the root is another directory, or not everything is watched and it is time
 * </pre>
 *
 * <p>Everything is read into a new tree, which then takes the place of the old one; look-ups see nothing in between.
 */
final class NameKeeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(NameKeeper.class);

    /** How many keys are served before other duties have their turn. */
    private static final int BATCH = 1000;

    /** How long directories are read before events have their turn. */
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(5);

    /** When the kernel's queue runs over, every directory is told to have lost events: for so long this goes on. */
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long LONGEST_NOISE = TimeUnit.MILLISECONDS.toNanos(500);

    private final Path root;
    private final Disk disk;
    private final NameWatcher watcher;
    private final Duration interval;
    private final Duration verificationInterval;
    private final NameExclusions exclusions;
    private final LongSupplier clock;
    private final NameSchedule schedule;
    private final Consumer<NameTree> publish;
    private final AtomicLong healed = new AtomicLong();

    private Kept kept;
    private @Nullable List<Object> rootSeen;
    private boolean isVerificationDue;
    private boolean warned;
    private volatile boolean closed;

    /** A tree and all that keeps it. */
    private record Kept(
            NameTree tree, NameWatches watches, NameScanner scanner, NameFollower follower, NameVerifier verifier) {}

    /**
     * @param root the directory, or a link to it
     * @param interval how often everything is read again where changes are not told of
     * @param verificationInterval how often everything is compared where changes are reported; zero for never
     * @param exclusions the directories whose names are not kept
     * @param clock as {@link System#nanoTime}
     * @param publish is given each tree when it is complete
     */
    NameKeeper(
            Path root,
            Disk disk,
            NameWatcher watcher,
            Duration interval,
            Duration verificationInterval,
            NameExclusions exclusions,
            LongSupplier clock,
            Consumer<NameTree> publish) {
        this.root = root;
        this.disk = disk;
        this.watcher = watcher;
        this.interval = interval;
        this.verificationInterval = verificationInterval;
        this.exclusions = exclusions;
        this.clock = clock;
        this.schedule = new NameSchedule(interval, clock.getAsLong());
        this.publish = publish;
        this.kept = keep(root);
    }

    private Kept keep(Path realRoot) {
        NameTree tree = new NameTree();
        NameWatches watches = new NameWatches(watcher);
        NameSuspicions suspicions = new NameSuspicions();
        NameScanner scanner = new NameScanner(realRoot, tree, watches, disk, suspicions, exclusions, () -> closed);
        return new Kept(
                tree,
                watches,
                scanner,
                new NameFollower(watches, scanner, schedule),
                new NameVerifier(tree, scanner, suspicions, verificationInterval, clock, healed));
    }

    /** How many places were found to be wrong by comparing, and were put right. From any thread. */
    long healed() {
        return healed.get();
    }

    /** Ends {@link #run} soon, from any thread. No interrupt: that would close files which somebody else reads. */
    void close() {
        closed = true;
        watcher.close();
    }

    @Override
    public void run() {
        try {
            while (!closed) turn();
        } catch (ClosedWatchServiceException end) {
            LOG.debug("the names in {} are not kept any more", root);
        } catch (InterruptedException e) {
            LOG.warn("interrupted, so the names in {} are not kept any more", root);
        }
    }

    /** One step of {@link #run}: waits for events or for what is due, and does it. */
    void turn() throws InterruptedException {
        try {
            boolean drained = followEvents();
            readSome();
            checkRoot();
            if (schedule.isReadDue(clock.getAsLong(), isBlind())) {
                readAll();
            } else if (isVerificationDue && drained && isUpToDate()) {
                isVerificationDue = false;
                kept.verifier.verify();
            }
        } catch (ClosedWatchServiceException end) {
            throw end;
        } catch (RuntimeException e) {
            // Not the end of the index: with what is read anew the trouble may be gone.
            LOG.error("a bug: a change was not followed; the names in {} are read again", root, e);
            schedule.wantReadAfterFailure(clock.getAsLong());
        }
    }

    /** Returns whether there are no more events. */
    private boolean followEvents() throws InterruptedException {
        long wait = kept.scanner.hasUnread() ? 0 : schedule.untilDue(clock.getAsLong(), isBlind());
        WatchKey key = watcher.poll(wait);
        for (int i = 0; key != null && i < BATCH && !closed; i++) {
            kept.follower.follow(key);
            key = watcher.poll(0);
        }
        if (key != null) kept.follower.follow(key);
        kept.follower.settleDoubts(clock.getAsLong());
        return key == null;
    }

    private void readSome() {
        long end = clock.getAsLong() + SLICE;
        while (kept.scanner.hasUnread() && !closed) {
            kept.scanner.readNext();
            if (clock.getAsLong() - end >= 0) break;
        }
        warnIfRefused();
    }

    /** Returns whether all that is known to have happened is in the tree. */
    private boolean isUpToDate() {
        return !kept.scanner.hasUnread() && !schedule.isReadWanted() && !isBlind();
    }

    /** The watcher does not tell of a link to the root that is turned elsewhere. */
    private void checkRoot() {
        if (!schedule.takeRootCheck(clock.getAsLong())) return;
        isVerificationDue = true;
        kept.scanner.retryFailed();
        boolean isSame = Objects.equals(lookAtRoot(), rootSeen)
                && (rootSeen == null || kept.scanner.isWatched(kept.tree.root()));
        if (!isSame) schedule.wantRead();
    }

    /** Where the root is and what tells it from another one in its place; null if there is none. */
    private @Nullable List<Object> lookAtRoot() {
        try {
            Path path = disk.realPath(root);
            Object key = disk.attributes(path).fileKey();
            return key == null ? List.of(path) : List.of(path, key);
        } catch (IOException none) {
            return null;
        }
    }

    /** Tells whether changes may go unseen. */
    private boolean isBlind() {
        return !watcher.isWatching() || kept.scanner.refusal() != null;
    }

    /** What happened before everything is read does not matter. */
    private void discardEvents() throws InterruptedException {
        if (kept.watches.isEmpty()) return;
        long end = clock.getAsLong() + LONGEST_NOISE;
        WatchKey key = watcher.poll(QUIET);
        while (key != null) {
            key.pollEvents();
            key.reset(); // each key that is taken, or it would never tell anything again
            key = clock.getAsLong() - end < 0 ? watcher.poll(QUIET) : null;
        }
    }

    private void readAll() throws InterruptedException {
        discardEvents();
        long start = clock.getAsLong();
        schedule.beginRead();
        rootSeen = lookAtRoot();
        Path realRoot = rootSeen == null ? root : (Path) rootSeen.get(0);
        Kept next = keep(realRoot);
        if (rootSeen == null) {
            LOG.debug("there is no {}", root);
        } else {
            if (watcher.isWatching()) next.follower.watchAbove(realRoot);
            next.scanner.readLater(next.tree.root());
            next.scanner.readAll();
        }
        if (closed) return;

        kept.watches.replaceBy(next.watches);
        kept = next;
        publish.accept(next.tree);
        warnIfRefused();
        long end = clock.getAsLong();
        schedule.endRead(end, end - start);
        LOG.debug(
                "read the names of {} files in {} directories in {}: {} ms",
                next.tree.fileCount(),
                next.tree.directoryCount(),
                root,
                TimeUnit.NANOSECONDS.toMillis(end - start));
    }

    private void warnIfRefused() {
        IOException refusal = kept.scanner.refusal();
        if (refusal == null || warned) return;
        warned = true;
        LOG.warn(
                "cannot watch every directory in {}, so all names are read again every {} s; if the limit was reached,"
                        + " raise fs.inotify.max_user_watches: {}",
                root,
                interval.toSeconds(),
                refusal.toString());
    }
}
