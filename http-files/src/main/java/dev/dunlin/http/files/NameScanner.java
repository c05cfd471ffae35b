package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a {@link NameTree} agree with the disk. A directory is watched first and read then, so that a file that appears
 * meanwhile is told of, seen, or both, but never neither.
 *
 * <p>What an event says is not believed, since it tells of the past: it only names a place to look at. So events may
 * come late, twice or in any order, and the tree ends up right.
 *
 * <p>Nor is a path believed. Between two questions about one path, a directory on it may have been moved away, another
 * may have taken its place, and the first may be back: then some of the answers were about something else, or there
 * were none, and nothing shows that. But the directory above has an event for it. So whenever an event names a
 * directory, all that lies below is read again, <em>even if it is the directory that was known</em>: the events of its
 * own do not come a second time.
 *
 * <p>Directories are read one by one, by {@link #readNext}, so that events can be followed in between. What is known of
 * a directory stays known while it is read again.
 *
 * <p>Regular files are entered, and directories that are not excluded; no links, nothing else, nothing whose name begins with a dot, and
 * nothing that cannot be asked for: names that the encoding of file names cannot spell, or with a backslash. What cannot
 * be read is passed over. Names are taken as they are: those that differ in case or Unicode normalisation alone differ.
 *
 * <p>For one thread.
 */
final class NameScanner {
    private static final Logger LOG = LoggerFactory.getLogger(NameScanner.class);
    private static final long PROGRESS = 100_000;

    private final Path root;
    private final NameTree tree;
    private final NameWatches watches;
    private final Disk disk;
    private final NameSuspicions suspicions;
    private final NameExclusions exclusions;
    private final BooleanSupplier stopped;

    /** To be read; the last one first, so that what was named by an event just now does not wait for a big tree. */
    private final Deque<TreeDirectory> unread = new ArrayDeque<>();

    /** The same. */
    private final Set<TreeDirectory> pending = new HashSet<>();

    /** Those that could not be read for a reason that may pass, such as a lack of file descriptors. */
    private final Set<TreeDirectory> failed = new HashSet<>();

    private @Nullable IOException refusal;

    /**
     * @param root the directory that the tree is of, without links
     * @param suspicions are dropped for each place that is looked at
     * @param exclusions the directories that are not entered
     * @param stopped is asked now and then; a scan then ends early, with half of the names
     */
    NameScanner(
            Path root,
            NameTree tree,
            NameWatches watches,
            Disk disk,
            NameSuspicions suspicions,
            NameExclusions exclusions,
            BooleanSupplier stopped) {
        this.root = root;
        this.tree = tree;
        this.watches = watches;
        this.disk = disk;
        this.suspicions = suspicions;
        this.exclusions = exclusions;
        this.stopped = stopped;
    }

    /** Why a directory could not be watched although it could be read; null if all are. */
    @Nullable
    IOException refusal() {
        return refusal;
    }

    /** Has a directory read, and all that lies below. */
    void readLater(TreeDirectory directory) {
        if (pending.add(directory)) unread.push(directory);
    }

    /** Has those read again that could not be read. */
    void retryFailed() {
        failed.forEach(this::readLater);
        failed.clear();
    }

    /** Returns whether there is something to read. */
    boolean hasUnread() {
        return !unread.isEmpty();
    }

    /** Reads all that there is to read. */
    void readAll() {
        while (hasUnread() && !stopped.getAsBoolean()) readNext();
    }

    /** Reads one directory. */
    void readNext() {
        TreeDirectory directory = unread.pop();
        pending.remove(directory);
        if (!directory.isAttached()) return;
        suspicions.drop(directory);
        try {
            read(directory, pathOf(directory));
        } catch (InvalidPathException unspeakable) {
            LOG.debug("cannot read {}: {}", directory.place(), unspeakable.toString());
        }
    }

    private void read(TreeDirectory directory, Path path) {
        Set<String> unseen = known(directory);
        try {
            IOException unwatched = watch(directory, path);
            try (DirectoryStream<Path> entries = disk.list(path)) {
                if (unwatched != null) refusal = unwatched;
                for (Path entry : entries) {
                    if (stopped.getAsBoolean()) return;
                    String name = nameOf(entry);
                    unseen.remove(name);
                    enter(directory, name, attributes(name, entry));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
            // There will be an event for the first two.
            LOG.debug("cannot read {}: {}", directory.place(), e.toString());
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("cannot read {}, and will try again: {}", directory.place(), e.toString());
            failed.add(directory);
        }
        for (String name : unseen) enter(directory, name, attributes(name, path.resolve(name)));
    }

    private static Set<String> known(TreeDirectory directory) {
        if (directory.files().size() == 0 && directory.children().isEmpty()) return Collections.emptySet();
        return new HashSet<>(namesIn(directory));
    }

    private static List<String> namesIn(TreeDirectory directory) {
        List<String> names = new ArrayList<>(directory.files().size());
        directory.files().forEach(names::add);
        for (TreeDirectory child : directory.children()) names.add(child.name());
        return names;
    }

    /**
     * Watches a directory, unless that was found to be in vain.
     *
     * @return what came in between, or null
     * @throws NoSuchFileException if the directory is gone: if it comes back, that is told of
     * @throws NotDirectoryException if something else has its place, for which there is an event, too
     */
    private @Nullable IOException watch(TreeDirectory directory, Path path)
            throws NoSuchFileException, NotDirectoryException {
        boolean exhausted = refusal != null && !(refusal instanceof FileSystemException);
        if (exhausted) return refusal;
        try {
            watches.watch(directory, path);
            return null;
        } catch (NoSuchFileException | NotDirectoryException gone) {
            throw gone;
        } catch (IOException e) {
            return e;
        }
    }

    /** Makes the tree agree with what lies at one place, and has read what lies below. */
    void look(TreeDirectory directory, String name) {
        suspicions.drop(directory, name);
        enter(directory, name, attributes(directory, name));
    }

    private void enter(TreeDirectory directory, String name, @Nullable BasicFileAttributes attributes) {
        boolean isFile = attributes != null && attributes.isRegularFile();
        boolean isDirectory = isEntered(directory, name, attributes);

        TreeDirectory known = directory.child(name);
        if (known != null && !isDirectory) tree.removeDirectory(known, watches::release);
        if (isFile) {
            addFile(directory, name);
        } else {
            tree.removeFile(directory, name);
        }
        if (isDirectory) readLater(known == null ? tree.addDirectory(directory, name) : known);
    }

    private boolean isEntered(TreeDirectory parent, String name, @Nullable BasicFileAttributes attributes) {
        return attributes != null && attributes.isDirectory() && !exclusions.contains(parent, name);
    }

    private void addFile(TreeDirectory directory, String name) {
        long before = tree.fileCount();
        tree.addFile(directory, name);
        if (tree.fileCount() > before && tree.fileCount() % PROGRESS == 0) {
            LOG.info("{} names of files read in {}", tree.fileCount(), root);
        }
    }

    // ---- to compare without a change

    /** Returns whether the tree says of one place what lies there, and the directory that lies there is watched. */
    boolean agrees(TreeDirectory directory, String name) {
        BasicFileAttributes attributes = attributes(directory, name);
        boolean isFile = attributes != null && attributes.isRegularFile();
        boolean isDirectory = isEntered(directory, name, attributes);
        TreeDirectory known = directory.child(name);
        if (isFile != (directory.files().find(name) != null) || isDirectory != (known != null)) return false;
        return known == null || isWatched(known);
    }

    /** Returns whether the directory that lies at its place is the one that is watched; true if that cannot be told. */
    boolean isWatched(TreeDirectory directory) {
        try {
            return watches.isWatched(directory, pathOf(directory));
        } catch (IOException | InvalidPathException unreachable) {
            return true;
        }
    }

    /** Returns the names that are known in a directory, then those that only the disk has. */
    List<String> names(TreeDirectory directory) {
        List<String> names = namesIn(directory);
        try (DirectoryStream<Path> entries = disk.list(pathOf(directory))) {
            for (Path entry : entries) {
                String name = nameOf(entry);
                if (directory.files().find(name) == null && directory.child(name) == null) names.add(name);
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
            LOG.debug("cannot compare {}: {}", directory.place(), e.toString());
        }
        return names;
    }

    // ---- paths

    private @Nullable BasicFileAttributes attributes(TreeDirectory directory, String name) {
        try {
            return attributes(name, pathOf(directory).resolve(name));
        } catch (InvalidPathException unspeakable) {
            LOG.debug("cannot look at a name in {}: {}", directory.place(), unspeakable.toString());
            return null;
        }
    }

    /** The attributes of what lies at a path, or null if nothing does that may be asked for. */
    private @Nullable BasicFileAttributes attributes(String name, Path path) {
        try {
            return mayBeAskedFor(name) ? disk.attributes(path) : null;
        } catch (IOException gone) {
            return null;
        }
    }

    private static String nameOf(Path entry) {
        return Objects.toString(entry.getFileName(), "");
    }

    private Path pathOf(TreeDirectory directory) {
        return root.resolve(directory.place().toRelativePath());
    }

    /** Bytes that the encoding of file names does not know show as U+FFFD, and lead nowhere when they are asked for. */
    private static boolean mayBeAskedFor(String name) {
        return !name.isEmpty() && !name.startsWith(".") && name.indexOf('\\') < 0 && name.indexOf('\uFFFD') < 0;
    }
}
