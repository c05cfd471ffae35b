package dev.dunlin.http.files;

import java.io.Closeable;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a tree by the end of their path: {@code deep.txt}, or {@code dir123/deep.txt}.
 *
 * <pre>{@code
 * NameMatches matches = index.find(names);
 * if (matches == NameMatches.Nothing.NOT_READY) {
 *     index.whenReady(Duration.ofSeconds(2)).thenAccept(ready -> answer(index.find(names)));
 * }
 * }</pre>
 *
 * <p>Only regular files are found, by their own names. Links are not, nor what lies under one, and neither are names
 * that begin with a dot, {@code .well-known} included, nor what lies under those. The case of letters is significant,
 * and Unicode normalisation is not done: a name written with combining characters is another one.
 *
 * <p>A daemon thread of its own reads the tree and follows its changes. On Linux they show within a second, unless
 * more happens at once than can be followed; where not everything can be watched, such as on other systems or past the
 * kernel's limit of watches, everything is read again at intervals. What is never told of is that a directory becomes
 * readable, that something is mounted, and what other machines change on a network's file system; that is found by
 * comparing the names with the disk in the background, which takes minutes.
 *
 * <p>So an answer is a hint: the file may be gone by the time it is opened, and another of its name may just have come.
 */
final class NameIndex implements Closeable {
    private final NameReadiness readiness = new NameReadiness();
    private final NameKeeper keeper;
    private volatile @Nullable NameTree tree;

    private NameIndex(Builder builder) {
        keeper = new NameKeeper(
                builder.root,
                builder.disk,
                builder.watcher(),
                builder.rescanEvery,
                builder.verificationInterval,
                builder.exclusions,
                System::nanoTime,
                this::publish);
    }

    /** Begins to make an index of a directory, or of what a link to one leads to; it need not exist yet. */
    static Builder builder(Path root) {
        return new Builder(root);
    }

    private void publish(NameTree complete) {
        tree = complete;
        readiness.settle(true);
    }

    /**
     * Finds the files whose path ends in these names. Takes microseconds, a millisecond at worst; asks no disk, waits
     * for nobody, and may be called by any thread.
     *
     * @param tail the names, the file's last; every path ends in all of its names
     */
    NameMatches find(List<String> tail) {
        NameTree current = tree;
        return current == null ? NameMatches.Nothing.NOT_READY : current.find(tail);
    }

    /** Tells whether the tree has been read, so that {@link #find} answers. Stays so. */
    boolean isReady() {
        return tree != null;
    }

    /** The number of files that can be found: none as long as the tree is read for the first time. */
    long size() {
        NameTree current = tree;
        return current == null ? 0 : current.fileCount();
    }

    /** The number of places that had changed without notice, and were found and put right in the background. */
    long healed() {
        return keeper.healed();
    }

    /**
     * Waits for the tree to be read for the first time, but not on the caller's thread.
     *
     * @param atMost how long
     * @return completes with true when {@link #find} answers, or with false if it does not by then, or never will
     *     because the index is closed. What depends on it runs on the caller's thread if that is known already, else on
     *     the index' thread or the JDK's timer, so it should not take long.
     */
    CompletionStage<Boolean> whenReady(Duration atMost) {
        return readiness.within(atMost);
    }

    /** Ends the thread, soon. {@link #find} goes on to answer from what is known, which is not kept any more. */
    @Override
    public void close() {
        keeper.close();
        readiness.settle(isReady());
    }

    /** An index in the making. Not for several threads. */
    static final class Builder {
        private final Path root;
        private Duration rescanEvery = Duration.ofSeconds(30);
        private Duration verificationInterval = Duration.ofMinutes(10);
        private NameExclusions exclusions = NameExclusions.NONE;
        private Disk disk = Disk.LOCAL;
        private @Nullable NameWatcher watcher;

        private Builder(Path root) {
            this.root = root.toAbsolutePath();
        }

        /**
         * Sets how often everything is read again where changes cannot be watched. Default: 30 seconds. However short
         * this is, between two readings there are as long a rest as the last one took and half a second at least.
         */
        Builder rescanEvery(Duration interval) {
            if (interval.isNegative() || interval.isZero()) {
                throw new IllegalArgumentException("not a positive interval: " + interval);
            }
            this.rescanEvery = interval;
            return this;
        }

        /**
         * Sets how long it takes to compare all names with the disk, in the background and again and again, where
         * changes are watched. Default: 10 minutes; zero disables it.
         */
        Builder verificationInterval(Duration interval) {
            this.verificationInterval = interval;
            return this;
        }

        /** Leaves out what lies in these directories. Default: none. */
        Builder exclusions(NameExclusions exclusions) {
            this.exclusions = exclusions;
            return this;
        }

        /** Asks another disk than this machine's, for tests. */
        Builder disk(Disk disk) {
            this.disk = disk;
            return this;
        }

        /** Is told of changes by another watcher than this machine's best; the index closes it. */
        Builder watcher(NameWatcher watcher) {
            this.watcher = watcher;
            return this;
        }

        private NameWatcher watcher() {
            if (watcher != null) return watcher;
            boolean isArchive = root.getFileSystem() != FileSystems.getDefault();
            return isArchive ? new NameWatcher.Idle() : NameWatcher.ofThisMachine();
        }

        /** Makes the index and begins to read the tree, without waiting for that. */
        NameIndex start() {
            NameIndex index = new NameIndex(this);
            Thread thread = new Thread(index.keeper, "name-index");
            thread.setDaemon(true);
            thread.start();
            return index;
        }
    }
}
