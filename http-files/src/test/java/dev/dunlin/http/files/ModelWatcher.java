package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.Watchable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells of changes as the JDK's service for Linux and the kernel's inotify do:
 *
 * <pre>
 *   change ──► queue of the kernel ──deliver──► events of the key ──► queue of signalled keys ──poll──► index
 *              (runs over: OVERFLOW to all)     (repeated ones merge;
 *                                                run over: OVERFLOW)
 * </pre>
 *
 * <p>A key belongs to an inode, wherever that is moved to, which nobody is told of but the directories that it was moved
 * between. It ends when the inode does, or when it is cancelled.
 */
@SuppressWarnings("ReferenceEquality") // which key it is, and which event
final class ModelWatcher implements NameWatcher {
    private final ModelDisk disk;
    private final Runnable meanwhile;
    private final int mostEvents;
    private final int mostQueued;
    private final Waiting waiting;

    /** Those that the JDK knows, by their descriptors. */
    private final Set<Key> keys = new LinkedHashSet<>();

    private final Deque<Notice> kernel = new ArrayDeque<>();
    private final Deque<Key> signalled = new ArrayDeque<>();
    private int made;

    /** Lets time pass until there are events, but no longer than this. */
    interface Waiting {
        void await(long nanos);
    }

    /** @param name null if the inode is gone for good */
    private record Notice(Key key, WatchEvent.Kind<?> kind, String name) {}

    /**
     * @param meanwhile happens before each call
     * @param mostEvents of a key, then it runs over
     * @param mostQueued in the kernel, then it runs over
     */
    ModelWatcher(ModelDisk disk, Runnable meanwhile, int mostEvents, int mostQueued, Waiting waiting) {
        this.disk = disk;
        this.meanwhile = meanwhile;
        this.mostEvents = mostEvents;
        this.mostQueued = mostQueued;
        this.waiting = waiting;
    }

    // ---- the kernel

    /** A name has come to a directory, or has gone from it. */
    void changed(ModelNode directory, WatchEvent.Kind<?> kind, String name) {
        if (directory.watch != null) queue(new Notice(directory.watch, kind, name));
    }

    /** An inode is gone for good; that may be lost, too. */
    void ended(ModelNode node, boolean isLost) {
        if (node.watch == null) return;
        if (!isLost) queue(new Notice(node.watch, StandardWatchEventKinds.ENTRY_DELETE, null));
        node.watch = null;
    }

    private void queue(Notice notice) {
        if (kernel.size() < mostQueued) {
            kernel.add(notice);
        } else if (kernel.size() == mostQueued) {
            kernel.add(new Notice(notice.key, StandardWatchEventKinds.OVERFLOW, ""));
        }
    }

    // ---- the thread of the JDK

    /** Hands over the oldest event of the kernel's queue, if there is one. */
    void deliver() {
        Notice notice = kernel.poll();
        if (notice == null) return;
        if (notice.kind == StandardWatchEventKinds.OVERFLOW) {
            for (Key key : keys) key.add(Event.OVERFLOW);
        } else if (!keys.contains(notice.key)) {
            return; // cancelled meanwhile
        } else if (notice.name == null) {
            keys.remove(notice.key);
            notice.key.signal();
        } else {
            notice.key.add(Event.of(notice.kind, notice.name));
        }
    }

    /** How many events have not been delivered. */
    int undelivered() {
        return kernel.size();
    }

    /** Whether everything was handed over to the index. */
    boolean isDrained() {
        return kernel.isEmpty() && signalled.isEmpty();
    }

    /** How many keys there are. */
    int watched() {
        return keys.size();
    }

    // ---- what the index calls

    @Override
    public boolean isWatching() {
        return true;
    }

    @Override
    public WatchKey register(Path directory) throws IOException {
        meanwhile.run();
        String path = directory.toString();
        if (!disk.find(path, true).isDirectory()) throw new NotDirectoryException(path);
        meanwhile.run(); // and by now it may be anything
        ModelNode node = disk.find(path, true);
        if (node.watch == null) {
            node.watch = new Key(node);
            keys.add(node.watch);
        }
        return node.watch;
    }

    @Override
    public WatchKey poll(long nanos) {
        meanwhile.run();
        if (signalled.isEmpty() && nanos > 0) waiting.await(nanos);
        return signalled.poll();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    final class Key implements WatchKey {
        private final ModelNode node;
        private List<WatchEvent<?>> events = new ArrayList<>(4);
        private final int id = made++;
        private boolean isSignalled;

        Key(ModelNode node) {
            this.node = node;
        }

        /** So that the order of keys in a table depends on the seed alone. */
        @Override
        public int hashCode() {
            return id;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        private void add(Event event) {
            int size = events.size();
            if (size > 0) {
                WatchEvent<?> last = events.get(size - 1);
                if (last == event || last == Event.OVERFLOW) return; // is merely counted
            }
            if (event == Event.OVERFLOW || size >= mostEvents) {
                events.clear();
                events.add(Event.OVERFLOW);
            } else {
                events.add(event);
            }
            signal();
        }

        private void signal() {
            if (!isSignalled) signalled.add(this);
            isSignalled = true;
        }

        @Override
        public boolean isValid() {
            return keys.contains(this);
        }

        @Override
        public List<WatchEvent<?>> pollEvents() {
            meanwhile.run();
            List<WatchEvent<?>> polled = events;
            events = new ArrayList<>(4);
            return polled;
        }

        @Override
        public boolean reset() {
            meanwhile.run();
            if (isSignalled && isValid()) {
                isSignalled = !events.isEmpty();
                if (isSignalled) signalled.add(this);
            }
            return isValid();
        }

        @Override
        public void cancel() {
            meanwhile.run();
            if (keys.remove(this) && node.watch == this) node.watch = null;
        }

        @Override
        public Watchable watchable() {
            throw new AssertionError("outdated after a move");
        }
    }

    /** One for each kind and name: nobody changes them. */
    private record Event(WatchEvent.Kind<?> anyKind, Path context) implements WatchEvent<Path> {
        static final Event OVERFLOW = new Event(StandardWatchEventKinds.OVERFLOW, null);
        private static final Map<String, Event> CREATED = new HashMap<>();
        private static final Map<String, Event> DELETED = new HashMap<>();

        static Event of(WatchEvent.Kind<?> kind, String name) {
            Map<String, Event> all = kind == StandardWatchEventKinds.ENTRY_CREATE ? CREATED : DELETED;
            return all.computeIfAbsent(name, any -> new Event(kind, ModelDisk.pathOf(name)));
        }

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
