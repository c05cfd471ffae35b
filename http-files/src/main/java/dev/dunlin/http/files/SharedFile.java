package dev.dunlin.http.files;

import dev.dunlin.http.FileBody;
import dev.dunlin.http.files.Resolution.FileFound;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open file that many answers are sent from at once. It has one owner, the cache, and any number of leases; it is
 * closed when the last of them lets go, whichever that is and on whichever thread.
 *
 * <p>An open file stays what it was: when another one takes its name, or when it is deleted, the leases still send the
 * old version whole. One that grows still holds what it held, and the leases send that. One that is truncated, or written
 * to without growing, is not intact any more.
 */
final class SharedFile {
    private static final Logger LOG = LoggerFactory.getLogger(SharedFile.class);

    /** How long the look at the lease is good for, in nanoseconds: as long as any other while a file is sent. */
    private static final long LOOK_LASTS = 1_000_000;

    private final FileChannel channel;
    private final FileFound file;
    private final Disk disk;

    /** The owner and the leases. From 0 there is no way back. */
    private final AtomicInteger holders = new AtomicInteger(1);

    /**
     * @param channel open for reading; from now on this object closes it
     * @param file as it was found before it was opened
     */
    SharedFile(FileChannel channel, FileFound file, Disk disk) {
        this.channel = channel;
        this.file = file;
        this.disk = disk;
    }

    /**
     * Returns a part of the file as a body, which releases the file when it is closed.
     *
     * @param offset where the part begins, in bytes
     * @param length the part's length in bytes
     * @return the body, or null if the file is closed: because everybody has let go, or because a thread was
     *     interrupted while it read
     */
    @Nullable
    FileBody lease(long offset, long length) {
        return hold() ? new Lease(offset, length, 0) : null;
    }

    /**
     * Returns the same, if the file has not changed since it was opened. The look counts as the first of those that are
     * taken while the body is sent, so that it costs nothing where the body is sent at once.
     *
     * @return the body; null also if the file was changed in place
     */
    @Nullable
    FileBody leaseIfUnchanged(long offset, long length) {
        if (!hold()) return null;
        if (look() == State.UNCHANGED) return new Lease(offset, length, System.nanoTime());
        release();
        return null;
    }

    /** Returns whether there is one holder more now, who releases it. */
    private boolean hold() {
        int before = holders.getAndUpdate(count -> count == 0 ? 0 : count + 1);
        if (before == 0) return false;
        if (channel.isOpen()) return true;
        release();
        return false;
    }

    /** Returns whether nobody but the owner holds the file. */
    boolean isIdle() {
        return holders.get() <= 1;
    }

    /** Lets go. To be called once by the owner; a lease calls it when it is closed. */
    void release() {
        if (holders.decrementAndGet() > 0) return;
        try {
            channel.close();
        } catch (IOException e) {
            // All was read that anybody wanted to read.
            LOG.warn("cannot close {}", file.path(), e);
        }
    }

    /** What has become of the open file. */
    private enum State {
        UNCHANGED,
        /** Longer than it was, as a log or a download in progress: what there was is still there. */
        GROWN,
        /** Shorter, or written to without having grown, or it cannot be looked at. */
        SPOILED
    }

    /**
     * Looks at the open file. Costs two system calls, and sees what was changed before it looked: a change between the look
     * and the read that follows goes unseen.
     */
    private State look() {
        FileVersion version = file.version();
        try {
            long size = channel.size();
            if (size != version.size()) return size > version.size() ? State.GROWN : State.SPOILED;
        } catch (IOException unreadable) {
            return State.SPOILED;
        }
        // Java can ask an open file for its size alone, so the time of its last change has to be looked up by its name.
        FileVersion named;
        try {
            named = FileVersion.of(disk.attributes(file.path()));
        } catch (IOException unreachable) {
            return State.UNCHANGED; // The name is gone, not the file.
        }
        if (named.isOfAnotherFile(version)) return State.UNCHANGED;
        if (named.size() > version.size()) return State.GROWN;
        return named.isSameContentAs(version) ? State.UNCHANGED : State.SPOILED;
    }

    private final class Lease extends FileBody {
        private final AtomicBoolean closed = new AtomicBoolean();

        /** When it was looked at for this lease, by {@link System#nanoTime}; 0 if it was not, or that was used. */
        private long lookedAt;

        Lease(long offset, long length, long lookedAt) {
            super(channel, offset, length);
            this.lookedAt = lookedAt;
        }

        @Override
        public boolean isIntact() {
            boolean isKnown = lookedAt != 0 && System.nanoTime() - lookedAt < LOOK_LASTS;
            lookedAt = 0;
            return isKnown || look() != State.SPOILED;
        }

        /** Counts once, however often it is called: a second release would take the file from somebody else. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) release();
        }
    }
}
