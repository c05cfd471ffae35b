package dev.dunlin.http.files;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The names of a directory tree in memory, to be looked up from their end. Knows nothing of any disk.
 *
 * <p>Two tables lead from a name to the directories that hold a file of that name, and to the directories that are
 * called so; from there the other names are checked upwards and downwards. A file costs one entry of the first table
 * and one of its directory's {@link NameSet}, which share the name: about 100 bytes, most of them the string's and the
 * entry's own.
 *
 * <p>One thread changes the tree; any number may call {@link #find} meanwhile, without a lock. A change of many files,
 * such as the removal of a directory, shows one file after the other.
 */
final class NameTree {
    private final TreeDirectory root = TreeDirectory.root();
    private final ConcurrentHashMap<String, TreeDirectories> holders = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, TreeDirectories> directories = new ConcurrentHashMap<>();
    private final AtomicLong fileCount = new AtomicLong();
    private final AtomicLong directoryCount = new AtomicLong();

    TreeDirectory root() {
        return root;
    }

    /** The number of files. For any thread. */
    long fileCount() {
        return fileCount.get();
    }

    /** The number of directories, the root not counted. For any thread. */
    long directoryCount() {
        return directoryCount.get();
    }

    /** Finds the files whose path ends in these names, the last of which is the file's. For any thread. */
    NameMatches find(List<String> tail) {
        return tail.isEmpty() ? NameMatches.Nothing.NONE : new NameSearch(this, tail).find();
    }

    /** The directories that hold a file of this name, or null. For any thread. */
    @Nullable
    TreeDirectories holdersOf(String file) {
        return holders.get(file);
    }

    /** The directories of this name, or null. For any thread. */
    @Nullable
    TreeDirectories called(String directory) {
        return directories.get(directory);
    }

    /** Adds a file, unless it is there. */
    void addFile(TreeDirectory directory, String name) {
        if (directory.files().find(name) != null) return;
        TreeDirectories others = holders.get(name);
        directory.files().add(others == null ? name : sharedInstance(name, others));
        put(holders, name, others, others == null ? directory : others.with(directory));
        fileCount.incrementAndGet();
    }

    /** Removes a file, if it is there. */
    void removeFile(TreeDirectory directory, String name) {
        if (directory.files().remove(name)) forget(directory, name);
    }

    /** Adds a directory that is not there yet. */
    TreeDirectory addDirectory(TreeDirectory parent, String name) {
        TreeDirectories others = directories.get(name);
        TreeDirectory made =
                parent.add(others == null ? name : others.iterator().next().name());
        put(directories, made.name(), others, others == null ? made : others.with(made));
        directoryCount.incrementAndGet();
        return made;
    }

    /**
     * Removes a directory, which is not the root, with all that it holds.
     *
     * @param gone is told each directory that is not in the tree any more
     */
    void removeDirectory(TreeDirectory directory, Consumer<TreeDirectory> gone) {
        TreeDirectory parent = directory.parent();
        if (parent != null) parent.remove(directory);
        Deque<TreeDirectory> left = new ArrayDeque<>(); // and no recursion: trees may be deep
        left.push(directory);
        while (!left.isEmpty()) {
            TreeDirectory next = left.pop();
            left.addAll(next.children());
            next.files().forEach(name -> forget(next, name));
            remove(directories, next.name(), next);
            directoryCount.decrementAndGet();
            gone.accept(next);
        }
    }

    private void forget(TreeDirectory directory, String name) {
        remove(holders, name, directory);
        fileCount.decrementAndGet();
    }

    /** All directories hold a name by the same string. */
    private static String sharedInstance(String name, TreeDirectories holders) {
        String held = holders.iterator().next().files().find(name);
        return held == null ? name : held;
    }

    private static void remove(ConcurrentHashMap<String, TreeDirectories> table, String name, TreeDirectory directory) {
        TreeDirectories before = table.get(name);
        if (before == null) return;
        TreeDirectories after = before.without(directory);
        if (after == null) {
            table.remove(name);
        } else {
            put(table, name, before, after);
        }
    }

    private static void put(
            ConcurrentHashMap<String, TreeDirectories> table,
            String name,
            @Nullable TreeDirectories before,
            TreeDirectories after) {
        if (after != before) table.put(name, after);
    }
}
