package dev.dunlin.http.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory in {@link NameTree}. Its name and its parent are what it was made with: one that is moved is removed
 * here and made anew there.
 *
 * <p>Where it lies and which directories it holds may be asked by any thread; which files it holds, only by the one
 * that changes the tree.
 */
final class TreeDirectory implements TreeDirectories {
    private final String name;
    private final @Nullable TreeDirectory parent;
    private final int depth;
    private final NameSet files = new NameSet();

    /** Null as long as there were none: most directories hold files only. */
    private volatile @Nullable ConcurrentHashMap<String, TreeDirectory> children;

    private TreeDirectory(String name, @Nullable TreeDirectory parent, int depth) {
        this.name = name;
        this.parent = parent;
        this.depth = depth;
    }

    /** The root, which has no name. */
    static TreeDirectory root() {
        return new TreeDirectory("", null, 0);
    }

    /** Makes a directory in this one. */
    TreeDirectory add(String childName) {
        TreeDirectory child = new TreeDirectory(childName, this, depth + 1);
        ConcurrentHashMap<String, TreeDirectory> map = children;
        if (map == null) {
            map = new ConcurrentHashMap<>(1);
            children = map;
        }
        map.put(childName, child);
        return child;
    }

    /** Takes a directory out of this one. */
    void remove(TreeDirectory child) {
        ConcurrentHashMap<String, TreeDirectory> map = children;
        if (map != null) map.remove(child.name, child);
    }

    String name() {
        return name;
    }

    /** What this lies in, or null for the root. */
    @Nullable
    TreeDirectory parent() {
        return parent;
    }

    /** How many names lead from the root to here. */
    int depth() {
        return depth;
    }

    /** The directory of this name in this one, or null. */
    @Nullable
    TreeDirectory child(String childName) {
        ConcurrentHashMap<String, TreeDirectory> map = children;
        return map == null ? null : map.get(childName);
    }

    /** The directories in this one. */
    Collection<TreeDirectory> children() {
        ConcurrentHashMap<String, TreeDirectory> map = children;
        return map == null ? List.of() : map.values();
    }

    /** The names of the files in this one. */
    NameSet files() {
        return files;
    }

    /** Tells whether this is in the tree that it was made in, still. */
    boolean isAttached() {
        TreeDirectory directory = this;
        for (TreeDirectory up = parent; up != null; up = up.parent) {
            if (up.child(directory.name) != directory) return false;
            directory = up;
        }
        return true;
    }

    /** Where this lies. */
    TreePath place() {
        return new TreePath(names(), true);
    }

    /** Where a file in this directory lies. */
    TreePath place(String file) {
        List<String> names = names();
        names.add(file);
        return new TreePath(names, false);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(depth + 1);
        for (TreeDirectory up = this; up.parent != null; up = up.parent) names.add(up.name);
        Collections.reverse(names);
        return names;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public boolean contains(TreeDirectory directory) {
        return directory == this;
    }

    @Override
    public TreeDirectories with(TreeDirectory directory) {
        return new Few(this, directory);
    }

    @Override
    public @Nullable TreeDirectories without(TreeDirectory directory) {
        return null;
    }

    /** This alone. */
    @Override
    public Iterator<TreeDirectory> iterator() {
        return Collections.singleton(this).iterator();
    }
}
