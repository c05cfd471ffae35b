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
 * old version whole.
 */
final class SharedFile {
    private static final Logger LOG = LoggerFactory.getLogger(SharedFile.class);

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
     * A part of the file as a body, which lets go of the file when it is closed.
     *
     * @param offset where the part begins, in bytes
     * @param length the part's length in bytes
     * @return the body, or null if the file is closed: because everybody has let go, or because a thread was
     *     interrupted while it read
     */
    @Nullable
    FileBody lease(long offset, long length) {
        int before = holders.getAndUpdate(count -> count == 0 ? 0 : count + 1);
        if (before == 0) return null;
        if (channel.isOpen()) return new Lease(offset, length);
        release();
        return null;
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

    /**
     * Tells whether the open file still is what it was. Costs two system calls, and sees what was changed before it
     * looked: a change between the look and the read that follows goes unseen.
     */
    private boolean isIntact() throws IOException {
        if (channel.size() != file.version().size()) return false;
        // Java can ask an open file for its size alone, so the time of its last change has to be looked up by its name.
        FileVersion named;
        try {
            named = FileVersion.of(disk.attributes(file.path()));
        } catch (IOException unreachable) {
            return true; // The name is gone, not the file.
        }
        return named.equals(file.version()) || named.isOfAnotherFile(file.version());
    }

    private final class Lease extends FileBody {
        private final AtomicBoolean closed = new AtomicBoolean();

        Lease(long offset, long length) {
            super(channel, offset, length);
        }

        @Override
        public boolean isIntact() throws IOException {
            return SharedFile.this.isIntact();
        }

        /** Counts once, however often it is called: a second release would take the file from somebody else. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) release();
        }
    }
}
