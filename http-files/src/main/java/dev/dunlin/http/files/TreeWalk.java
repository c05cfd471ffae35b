package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes from a root to a place below it, name by name. Each directory is asked of the one before, which is held open, and
 * no link is followed: where this gets to lies below the root, whoever swaps directories and links meanwhile.
 *
 * <p>Each directory on the way has to be readable: Java cannot hold open one that may only be searched.
 *
 * <p>Safe for use by several threads.
 */
final class TreeWalk {
    private static final Logger LOG = LoggerFactory.getLogger(TreeWalk.class);

    private final Disk disk;

    TreeWalk(Disk disk) {
        this.disk = disk;
    }

    /**
     * The attributes of what lies at a path.
     *
     * @param root without links
     * @param path below the root, or the root
     * @return the attributes; null if a link lies there or on the way, or a directory cannot be opened although it is
     *     there
     * @throws AccessDeniedException if a directory on the way may not be read
     * @throws IOException if nothing is there
     */
    @Nullable
    BasicFileAttributes look(Path root, Path path) throws IOException {
        if (path.equals(root)) return notOfLink(disk.attributes(root));
        try (OpenDirectory parent = enterParent(root, path)) {
            return parent == null ? null : notOfLink(disk.attributes(parent, path.getFileName()));
        }
    }

    /** Opens the directory that a path leads into at last; as {@link #enter}. */
    @Nullable
    OpenDirectory enterParent(Path root, Path path) throws IOException {
        Path parent = path.getParent();
        return parent == null ? null : enter(root, parent);
    }

    /**
     * Opens a directory.
     *
     * @param root without links
     * @param directory below the root, or the root
     * @return the directory, to be closed; null if a link lies there or on the way, or a directory cannot be opened
     *     although it is there
     * @throws AccessDeniedException if one of the directories may not be read
     * @throws IOException if nothing is there, or no directory
     */
    @Nullable
    OpenDirectory enter(Path root, Path directory) throws IOException {
        if (!directory.startsWith(root)) return null;
        OpenDirectory here = step(() -> disk.openRoot(root));
        for (int i = root.getNameCount(); i < directory.getNameCount() && here != null; i++) {
            try (OpenDirectory parent = here) {
                here = enterChild(parent, directory.getName(i));
            }
        }
        return here;
    }

    private @Nullable OpenDirectory enterChild(OpenDirectory parent, Path name) throws IOException {
        BasicFileAttributes attributes = disk.attributes(parent, name);
        if (attributes.isSymbolicLink()) return null;
        if (!attributes.isDirectory()) throw new NotDirectoryException(name.toString()); // to open it might block
        return step(() -> disk.openDirectory(parent, name));
    }

    private static @Nullable OpenDirectory step(Step step) throws IOException {
        try {
            return step.open();
        } catch (AccessDeniedException | NoSuchFileException | NotDirectoryException e) {
            throw e;
        } catch (FileSystemException e) {
            // A link has taken its place, or this process may open no more files.
            LOG.debug("a directory is there, but cannot be opened: {}", e.toString());
            return null;
        }
    }

    private static @Nullable BasicFileAttributes notOfLink(BasicFileAttributes attributes) {
        return attributes.isSymbolicLink() ? null : attributes;
    }

    private interface Step {
        OpenDirectory open() throws IOException;
    }
}
