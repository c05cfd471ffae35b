package dev.dunlin.http.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when names appear in directories and vanish from them: a role, so that a test can tell what an operating system
 * tells seldom.
 *
 * <p>One thread registers and polls; any may close.
 */
interface NameWatcher extends Closeable {
    /** What this machine has to offer: on Linux the kernel's notices, elsewhere nothing. */
    static NameWatcher ofThisMachine() {
        // macOS' service reads every directory every few seconds, which re-scans do as well and at a lower price; that
        // of Windows forbids the deletion of what is watched.
        if (!System.getProperty("os.name", "").equals("Linux")) return new Idle();
        try {
            return new Service(FileSystems.getDefault().newWatchService());
        } catch (IOException e) {
            Logger log = LoggerFactory.getLogger(NameWatcher.class);
            log.warn(
                    "cannot watch for changes of names, so they are read again at intervals; fs.inotify.max_user_instances"
                            + " or the limit of open files may have to be raised: {}",
                    e.toString());
            return new Idle();
        }
    }

    /** Tells whether this ever tells anything; if not, {@link #register} gives no key. */
    boolean isWatching();

    /**
     * Watches a directory, links followed, from now on.
     *
     * @return the key of its events: the same one for the same directory, whatever its path is by now
     * @throws java.nio.file.FileSystemException if the directory cannot be reached
     * @throws IOException if no more directories can be watched
     * @throws ClosedWatchServiceException if this is closed
     */
    @Nullable
    WatchKey register(Path directory) throws IOException;

    /**
     * Waits for events.
     *
     * @return the key of a directory that has some, to be reset; null if there were none in that time
     * @throws ClosedWatchServiceException if this is closed, which may also show as null
     */
    @Nullable
    WatchKey poll(long nanos) throws InterruptedException;

    /** Ends a poll, too. */
    @Override
    void close();

    /** The platform's service. */
    final class Service implements NameWatcher {
        private final WatchService service;

        Service(WatchService service) {
            this.service = service;
        }

        @Override
        public boolean isWatching() {
            return true;
        }

        @Override
        public WatchKey register(Path directory) throws IOException {
            return directory.register(
                    service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE);
        }

        @Override
        public @Nullable WatchKey poll(long nanos) throws InterruptedException {
            return nanos <= 0 ? service.poll() : service.poll(nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void close() {
            try {
                service.close();
            } catch (IOException e) {
                LoggerFactory.getLogger(NameWatcher.class).debug("closing the watch service", e);
            }
        }
    }

    /** Tells nothing, but waits as the other does. */
    final class Idle implements NameWatcher {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public boolean isWatching() {
            return false;
        }

        @Override
        public @Nullable WatchKey register(Path directory) {
            return null;
        }

        @Override
        public @Nullable WatchKey poll(long nanos) throws InterruptedException {
            if (closed.await(nanos, TimeUnit.NANOSECONDS)) throw new ClosedWatchServiceException();
            return null;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
