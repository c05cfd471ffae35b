package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the index' thread does:
 *
 * <pre>
 *               ┌──────────────────────────────────────────────────────────────────┐
 *   read all ──►│ events: look at the names ──► events lost: look at the directory │
 *      ▲        └──────────────────────────────────────────────────────────────────┘
 *      └── too many events lost, the root is another directory, or not everything is watched and it is time
 * </pre>
 *
 * <p>Everything is read into a new tree, which then takes the place of the old one; look-ups see nothing in between.
 */
final class NameKeeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(NameKeeper.class);

    /** How many directories are looked at again one by one before everything is. */
    private static final int MOST_DOUBTS = 16;

    /** How many keys are served before other duties have their turn. */
    private static final int BATCH = 1000;

    /** When the kernel's queue runs over, every directory is told to have lost events: for so long this goes on. */
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long LONGEST_NOISE = TimeUnit.MILLISECONDS.toNanos(500);

    private final Path root;
    private final Disk disk;
    private final NameWatcher watcher;
    private final Duration interval;
    private final NameSchedule schedule;
    private final Consumer<NameTree> publish;

    /** Directories of which events were lost. */
    private final Set<TreeDirectory> doubtful = new LinkedHashSet<>();

    private NameTree tree = new NameTree();
    private NameWatches watches;
    private NameScanner scanner;
    private @Nullable List<Object> rootSeen;
    private boolean warned;
    private volatile boolean closed;

    /**
     * @param root the directory, or a link to it
     * @param interval how often everything is read again where changes are not told of
     * @param publish is given each tree when it is complete
     */
    NameKeeper(Path root, Disk disk, NameWatcher watcher, Duration interval, Consumer<NameTree> publish) {
        this.root = root;
        this.disk = disk;
        this.watcher = watcher;
        this.interval = interval;
        this.schedule = new NameSchedule(interval, System.nanoTime());
        this.publish = publish;
        this.watches = new NameWatches(watcher);
        this.scanner = newScanner(root, tree, watches);
    }

    private NameScanner newScanner(Path realRoot, NameTree newTree, NameWatches newWatches) {
        return new NameScanner(realRoot, newTree, newWatches, disk, () -> closed);
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

    private void turn() throws InterruptedException {
        try {
            followEvents();
            settleDoubts();
            checkRoot();
            if (schedule.isReadDue(System.nanoTime(), isBlind())) readAll();
        } catch (ClosedWatchServiceException end) {
            throw end;
        } catch (RuntimeException e) {
            // Not the end of the index: with what is read anew the trouble may be gone.
            LOG.error("a bug: a change was not followed; the names in {} are read again", root, e);
            schedule.wantReadAfterFailure(System.nanoTime());
        }
    }

    private void followEvents() throws InterruptedException {
        WatchKey key = watcher.poll(schedule.untilDue(System.nanoTime(), isBlind()));
        for (int i = 0; key != null && !closed; i++) {
            follow(key);
            key = i < BATCH ? watcher.poll(0) : null;
        }
        warnIfRefused();
    }

    private void follow(WatchKey key) {
        List<TreeDirectory> directories = watches.directoriesOf(key);
        List<WatchEvent<?>> events = key.pollEvents();
        boolean valid = key.reset(); // first: whatever happens below, the next events have to come
        for (WatchEvent<?> event : events) {
            for (TreeDirectory directory : directories) follow(directory, event);
        }
        if (!valid) {
            watches.forget(key);
            for (TreeDirectory directory : directories) lookForItself(directory);
        }
    }

    private void follow(TreeDirectory directory, WatchEvent<?> event) {
        if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
            doubtful.add(directory);
        } else if (directory.isAttached() && event.context() instanceof Path name) {
            scanner.look(directory, name.toString());
        }
    }

    /** Nothing will be told of a directory any more: it is gone, unless another one has its name. */
    private void lookForItself(TreeDirectory directory) {
        TreeDirectory parent = directory.parent();
        if (parent == null) {
            schedule.wantRead();
        } else if (directory.isAttached()) {
            scanner.look(parent, directory.name());
        }
    }

    private void settleDoubts() {
        if (doubtful.size() > MOST_DOUBTS) {
            LOG.debug("events of {} directories were lost: all names are read again", doubtful.size());
            schedule.wantRead();
        } else {
            for (TreeDirectory directory : doubtful) {
                LOG.debug("events of {} were lost: its names are read again", directory.place());
                if (directory.isAttached()) scanner.lookAtAll(directory);
            }
        }
        doubtful.clear();
    }

    /** The watcher does not tell of a root that is moved away, nor of a link to it that is turned elsewhere. */
    private void checkRoot() {
        if (!schedule.takeRootCheck(System.nanoTime())) return;
        if (!Objects.equals(lookAtRoot(), rootSeen)) schedule.wantRead();
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
        return !watcher.isWatching() || scanner.refusal() != null;
    }

    /** What happened before everything is read does not matter. */
    private void discardEvents() throws InterruptedException {
        if (watches.isEmpty()) return;
        long end = System.nanoTime() + LONGEST_NOISE;
        WatchKey key = watcher.poll(QUIET);
        while (key != null) {
            key.pollEvents();
            key.reset(); // each key that is taken, or it would never tell anything again
            key = System.nanoTime() - end < 0 ? watcher.poll(QUIET) : null;
        }
    }

    private void readAll() throws InterruptedException {
        discardEvents();
        long start = System.nanoTime();
        schedule.beginRead();
        doubtful.clear();
        rootSeen = lookAtRoot();
        NameTree newTree = new NameTree();
        NameWatches newWatches = new NameWatches(watcher);
        Path realRoot = rootSeen == null ? root : (Path) rootSeen.get(0);
        NameScanner newScanner = newScanner(realRoot, newTree, newWatches);
        if (rootSeen == null) {
            LOG.debug("there is no {}", root);
        } else {
            newScanner.scan(newTree.root());
        }
        if (closed) return;

        watches.replaceBy(newWatches);
        tree = newTree;
        watches = newWatches;
        scanner = newScanner;
        publish.accept(newTree);
        warnIfRefused();
        long end = System.nanoTime();
        schedule.endRead(end, end - start);
        LOG.debug(
                "read the names of {} files in {} directories in {}: {} ms",
                tree.fileCount(),
                tree.directoryCount(),
                root,
                TimeUnit.NANOSECONDS.toMillis(end - start));
    }

    private void warnIfRefused() {
        IOException refusal = scanner.refusal();
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
