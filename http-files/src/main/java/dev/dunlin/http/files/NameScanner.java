package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
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
 * <p>Regular files are entered, and directories; no links, nothing else, nothing whose name begins with a dot, and
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
    private final BooleanSupplier stopped;
    private @Nullable IOException refusal;

    /**
     * @param root the directory that the tree is of, without links
     * @param stopped is asked now and then; a scan then ends early, with half of the names
     */
    NameScanner(Path root, NameTree tree, NameWatches watches, Disk disk, BooleanSupplier stopped) {
        this.root = root;
        this.tree = tree;
        this.watches = watches;
        this.disk = disk;
        this.stopped = stopped;
    }

    /** Why a directory could not be watched although it could be read; null if all are. */
    @Nullable
    IOException refusal() {
        return refusal;
    }

    /** Enters all that lies below a directory, of which nothing is in the tree yet. */
    void scan(TreeDirectory directory) {
        Deque<TreeDirectory> left = new ArrayDeque<>(); // and no recursion: trees may be deep
        left.push(directory);
        while (!left.isEmpty() && !stopped.getAsBoolean()) {
            TreeDirectory next = left.pop();
            try {
                read(next, left);
            } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
                // Gone, unreadable, or too long a path.
                LOG.debug("cannot read {}: {}", next.place(), e.toString());
            }
        }
    }

    private void read(TreeDirectory directory, Deque<TreeDirectory> found) throws IOException {
        Path path = pathOf(directory);
        IOException unwatched = watch(directory, path);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            if (unwatched != null) refusal = unwatched;
            for (Path entry : entries) {
                if (stopped.getAsBoolean()) return;
                enter(directory, entry, found);
            }
        }
    }

    /**
     * Watches a directory, unless that was found to be in vain.
     *
     * @return what came in between, or null
     * @throws NoSuchFileException if the directory is gone: if it comes back, that is told of
     */
    private @Nullable IOException watch(TreeDirectory directory, Path path) throws NoSuchFileException {
        boolean exhausted = refusal != null && !(refusal instanceof FileSystemException);
        if (exhausted) return refusal;
        try {
            watches.watch(directory, path);
            return null;
        } catch (NoSuchFileException gone) {
            throw gone;
        } catch (IOException e) {
            return e;
        }
    }

    private void enter(TreeDirectory directory, Path entry, Deque<TreeDirectory> found) {
        String name = nameOf(entry);
        BasicFileAttributes attributes = mayBeAskedFor(name) ? attributes(entry) : null;
        if (attributes == null) return;
        if (attributes.isDirectory()) {
            found.push(tree.addDirectory(directory, name));
        } else if (attributes.isRegularFile()) {
            addFile(directory, name);
        }
    }

    private void addFile(TreeDirectory directory, String name) {
        long before = tree.fileCount();
        tree.addFile(directory, name);
        if (tree.fileCount() > before && tree.fileCount() % PROGRESS == 0) {
            LOG.info("{} names of files read in {}", tree.fileCount(), root);
        }
    }

    /** Makes the tree agree with what lies at one place, and all that lies below. */
    void look(TreeDirectory directory, String name) {
        try {
            look(directory, name, pathOf(directory).resolve(name));
        } catch (InvalidPathException unspeakable) {
            LOG.debug("cannot look at a name in {}: {}", directory.place(), unspeakable.toString());
        }
    }

    private void look(TreeDirectory directory, String name, Path path) {
        BasicFileAttributes attributes = mayBeAskedFor(name) ? attributes(path) : null;
        boolean isFile = attributes != null && attributes.isRegularFile();
        boolean isDirectory = attributes != null && attributes.isDirectory();

        TreeDirectory known = directory.child(name);
        if (known != null && !(isDirectory && isSame(known, path))) {
            tree.removeDirectory(known, watches::release);
            known = null;
        }
        if (!isFile) tree.removeFile(directory, name);
        if (isFile) addFile(directory, name);
        if (isDirectory && known == null) scan(tree.addDirectory(directory, name));
    }

    /**
     * Tells whether a directory is the one that is known by its name, and not another that has taken its place. If so,
     * there is no need to read it: it was watched before it was read.
     */
    private boolean isSame(TreeDirectory known, Path path) {
        try {
            return watches.isWatched(known, path);
        } catch (IOException unreachable) {
            return false;
        }
    }

    /** Looks at all that is known of a directory and all that is in it. Of the directories in it, only at the names. */
    void lookAtAll(TreeDirectory directory) {
        Set<String> names = new HashSet<>();
        directory.files().forEach(names::add);
        directory.children().forEach(child -> names.add(child.name()));
        try {
            Path path = pathOf(directory);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) names.add(nameOf(entry));
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
            LOG.debug("cannot read {} again: {}", directory.place(), e.toString());
        }
        for (String name : names) {
            if (stopped.getAsBoolean()) return;
            look(directory, name);
        }
    }

    /** The attributes of what lies at a path, or null if nothing does. */
    private @Nullable BasicFileAttributes attributes(Path path) {
        try {
            return disk.attributes(path);
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
