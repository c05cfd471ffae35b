package dev.dunlin.http.files;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An inode of {@link ModelDisk}: what it is stays, where it lies changes. Its own attributes, as they never change. */
final class ModelNode implements BasicFileAttributes {
    private enum Kind {
        FILE,
        DIRECTORY,
        LINK
    }

    private final Kind kind;

    /** Where a link leads to. */
    final String target;

    /** What lies in a directory. */
    final Map<String, ModelNode> entries;

    ModelNode parent;
    String name = "";

    /** What the kernel tells about this inode; null if nobody wants to know. */
    ModelWatcher.Key watch;

    private ModelNode(Kind kind, String target) {
        this.kind = kind;
        this.target = target;
        this.entries = kind == Kind.DIRECTORY ? new LinkedHashMap<>(4) : Map.of();
    }

    static ModelNode file() {
        return new ModelNode(Kind.FILE, "");
    }

    static ModelNode directory() {
        return new ModelNode(Kind.DIRECTORY, "");
    }

    static ModelNode link(String target) {
        return new ModelNode(Kind.LINK, target);
    }

    void put(String entry, ModelNode node) {
        entries.put(entry, node);
        node.parent = this;
        node.name = entry;
    }

    List<String> names() {
        return new ArrayList<>(entries.keySet());
    }

    boolean isIn(ModelNode other) {
        for (ModelNode node = this; node != null; node = node.parent) {
            if (node == other) return true;
        }
        return false;
    }

    int depth() {
        int depth = 0;
        for (ModelNode node = this; node.parent != null; node = node.parent) depth++;
        return depth;
    }

    String path() {
        return parent == null ? "" : parent.path() + "/" + name;
    }

    @Override
    public boolean isRegularFile() {
        return kind == Kind.FILE;
    }

    @Override
    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }

    @Override
    public boolean isSymbolicLink() {
        return kind == Kind.LINK;
    }

    @Override
    public boolean isOther() {
        return false;
    }

    @Override
    public Object fileKey() {
        return this;
    }

    @Override
    public FileTime lastModifiedTime() {
        throw new UnsupportedOperationException("no times in this model");
    }

    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime();
    }

    @Override
    public FileTime creationTime() {
        return lastModifiedTime();
    }

    @Override
    public long size() {
        return 0;
    }
}
