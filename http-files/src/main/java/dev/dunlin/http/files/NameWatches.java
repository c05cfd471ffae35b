package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which key tells of which directory of a {@link NameTree}. The keys themselves do not know: they belong to an inode,
 * and {@link WatchKey#watchable} is the path that it had when it was registered first.
 *
 * <p>A key may belong to several directories: while a move is only half known, when the new place was seen and the old
 * one not yet missed; and for good, if a directory is mounted at two places. So it is cancelled by the last one.
 *
 * <p>For one thread.
 */
final class NameWatches {
    private final NameWatcher watcher;
    private final Map<WatchKey, List<TreeDirectory>> directories = new HashMap<>();
    private final Map<TreeDirectory, WatchKey> keys = new HashMap<>();

    NameWatches(NameWatcher watcher) {
        this.watcher = watcher;
    }

    /** Tells whether nothing is watched. */
    boolean isEmpty() {
        return keys.isEmpty();
    }

    /**
     * Watches what lies at the path now as this directory, and nothing else any more; does nothing where nothing is
     * watched.
     *
     * @throws IOException if that cannot be watched; then nothing is watched as this directory
     */
    void watch(TreeDirectory directory, Path path) throws IOException {
        WatchKey key = null;
        try {
            key = watcher.register(path);
        } finally {
            if (key == null || !key.equals(keys.get(directory))) release(directory);
        }
        if (key == null || keys.putIfAbsent(directory, key) != null) return;
        directories.merge(key, List.of(directory), NameWatches::union);
    }

    /** Returns whether what lies at the path now is what is watched as this directory, or nothing ever is. */
    boolean isWatched(TreeDirectory directory, Path path) throws IOException {
        WatchKey key = watcher.register(path);
        if (key == null || key.equals(keys.get(directory))) return true;
        if (!directories.containsKey(key)) key.cancel();
        return false;
    }

    /** The directories that a key tells of; none if it has been cancelled. */
    List<TreeDirectory> directoriesOf(WatchKey key) {
        return directories.getOrDefault(key, List.of());
    }

    /** Forgets a key that will not tell anything any more. */
    void forget(WatchKey key) {
        List<TreeDirectory> lost = directories.remove(key);
        if (lost != null) lost.forEach(keys::remove);
    }

    /** Watches a directory no more. */
    void release(TreeDirectory directory) {
        WatchKey key = keys.remove(directory);
        if (key == null) return;
        List<TreeDirectory> others = directories.computeIfPresent(key, (same, all) -> without(all, directory));
        if (others == null) key.cancel();
    }

    /** Watches no more what these others do not watch either: they take the place of this. */
    void replaceBy(NameWatches others) {
        for (WatchKey key : directories.keySet()) {
            if (!others.directories.containsKey(key)) key.cancel();
        }
    }

    private static List<TreeDirectory> union(List<TreeDirectory> some, List<TreeDirectory> more) {
        List<TreeDirectory> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static @Nullable List<TreeDirectory> without(List<TreeDirectory> all, TreeDirectory directory) {
        List<TreeDirectory> others = new ArrayList<>(all);
        others.remove(directory);
        return others.isEmpty() ? null : others;
    }
}
