package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.Watchable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A watcher that tells what a test wants it to tell, and nothing else; as on Linux, a key belongs to an inode. The
 * directories that the root lies in are neither counted nor limited.
 */
final class NameTestWatcher implements NameWatcher {
    final AtomicInteger registrations = new AtomicInteger();
    private final Path root;
    private final Map<Object, Key> keys = new ConcurrentHashMap<>();
    private final BlockingQueue<Key> signalled = new LinkedBlockingQueue<>();
    private volatile int limit = Integer.MAX_VALUE;
    private volatile boolean closed;

    NameTestWatcher(Path root) {
        this.root = root;
    }

    /** Watches no more than so many directories from now on. */
    void limit(int directories) {
        limit = directories;
    }

    int watched() {
        return (int) keys.values().stream().filter(key -> !key.isAbove).count();
    }

    boolean isClosed() {
        return closed;
    }

    void created(Path path) throws IOException {
        tell(path.getParent(), StandardWatchEventKinds.ENTRY_CREATE, path.getFileName());
    }

    /** To be called before the parent is gone. */
    void deleted(Path path) throws IOException {
        tell(path.getParent(), StandardWatchEventKinds.ENTRY_DELETE, path.getFileName());
    }

    void overflow(Path directory) throws IOException {
        tell(directory, StandardWatchEventKinds.OVERFLOW, null);
    }

    /** Tells of nothing that happens in there before all of it has happened. */
    synchronized void allAtOnce(Runnable happening) {
        happening.run();
    }

    /** As the kernel's queue running over shows. */
    void overflowAll() {
        keys.values().forEach(key -> key.add(StandardWatchEventKinds.OVERFLOW, null));
    }

    private void tell(Path directory, WatchEvent.Kind<?> kind, Path name) throws IOException {
        keys.get(inode(directory)).add(kind, name);
    }

    private static Object inode(Path directory) throws IOException {
        return Disk.LOCAL.attributes(directory.toRealPath()).fileKey();
    }

    @Override
    public boolean isWatching() {
        return true;
    }

    @Override
    public WatchKey register(Path directory) throws IOException {
        if (closed) throw new ClosedWatchServiceException();
        boolean isAbove = !root.equals(directory) && root.startsWith(directory);
        if (!isAbove) registrations.incrementAndGet();
        Object inode = inode(directory);
        Key known = keys.get(inode);
        if (known != null) return known;
        if (!isAbove && watched() >= limit) throw new IOException("User limit of inotify watches reached");
        return keys.computeIfAbsent(inode, any -> new Key(any, isAbove));
    }

    @Override
    public WatchKey poll(long nanos) throws InterruptedException {
        WatchKey key = signalled.poll(Math.min(nanos, 10_000_000), TimeUnit.NANOSECONDS);
        synchronized (this) {
            if (closed) throw new ClosedWatchServiceException();
            return key;
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private final class Key implements WatchKey {
        private final Object inode;
        private List<WatchEvent<?>> events = new ArrayList<>();
        private final boolean isAbove;
        private boolean waits;

        Key(Object inode, boolean isAbove) {
            this.inode = inode;
            this.isAbove = isAbove;
        }

        synchronized void add(WatchEvent.Kind<?> kind, Path name) {
            events.add(new Event(kind, name));
            if (!waits) signalled.add(this);
            waits = true;
        }

        @Override
        public boolean isValid() {
            return keys.get(inode) == this;
        }

        @Override
        public synchronized List<WatchEvent<?>> pollEvents() {
            List<WatchEvent<?>> polled = events;
            events = new ArrayList<>();
            return polled;
        }

        @Override
        public synchronized boolean reset() {
            waits = !events.isEmpty();
            if (waits) signalled.add(this);
            return isValid();
        }

        @Override
        public void cancel() {
            keys.remove(inode, this);
        }

        @Override
        public Watchable watchable() {
            throw new AssertionError("outdated after a move");
        }
    }

    private record Event(WatchEvent.Kind<?> anyKind, Path context) implements WatchEvent<Path> {
        @Override
        @SuppressWarnings("unchecked")
        public Kind<Path> kind() {
            return (Kind<Path>) anyKind;
        }

        @Override
        public int count() {
            return 1;
        }
    }
}
