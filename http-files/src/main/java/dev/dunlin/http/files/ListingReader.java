package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what lies in a directory, and leaves out what a request for it would not find: hidden names (and
 * {@code .well-known}, which is there to be asked for, not to be stumbled upon), links that lead out of the root or
 * nowhere, what is neither a file nor a directory, and names that no request can spell. A link stands for what it leads
 * to. A file that may not be read is listed, as it is there: whoever asks for it is told so.
 */
final class ListingReader {
    private final Path root;
    private final Disk disk;
    private final TreeWalk walk;
    private final int limit;

    /**
     * @param root the directory that links must not leave, or a link to it
     * @param limit how many entries are kept in memory
     */
    ListingReader(Path root, Disk disk, int limit) {
        this.root = root.toAbsolutePath();
        this.disk = disk;
        this.walk = new TreeWalk(disk);
        this.limit = limit;
    }

    /**
     * The entries in no order; of those beyond the limit nothing but that there are any.
     *
     * @param directory without links
     * @return the entries; null if a link lies at the path or on the way by now, or a directory cannot be opened
     *     although it is there
     * @throws java.nio.file.AccessDeniedException if it may not be read
     * @throws java.nio.file.NoSuchFileException if it is gone
     * @throws java.nio.file.NotDirectoryException if something else has taken its place
     */
    @Nullable
    Listing read(Path directory) throws IOException {
        Path realRoot = disk.realPath(root);
        try (OpenDirectory open = walk.enter(realRoot, directory)) {
            return open == null ? null : read(open, directory, realRoot);
        }
    }

    private Listing read(OpenDirectory open, Path directory, Path realRoot) throws IOException {
        List<ListingEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> paths = disk.entries(open)) {
            for (Path path : paths) {
                ListingEntry entry = look(open, directory.resolve(path.getFileName()), realRoot);
                if (entry == null) continue;
                if (entries.size() == limit) return new Listing(entries, true);
                entries.add(entry);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new Listing(entries, false);
    }

    private @Nullable ListingEntry look(OpenDirectory open, Path path, Path realRoot) {
        String name = Objects.toString(path.getFileName(), "");
        if (name.startsWith(".") || !mayBeAskedFor(name)) return null;
        try {
            BasicFileAttributes attributes = disk.attributes(open, path.getFileName());
            // Only links need the longer way: the directory's own path holds none.
            if (attributes.isSymbolicLink()) attributes = lookAtTarget(path, realRoot);
            if (attributes == null) return null;
            boolean isServed = attributes.isRegularFile() || attributes.isDirectory();
            return isServed ? ListingEntry.of(name, attributes) : null;
        } catch (IOException | InvalidPathException gone) {
            // Or a link that leads nowhere or in a circle, or what may not be looked at: a request would fail, too.
            return null;
        }
    }

    private @Nullable BasicFileAttributes lookAtTarget(Path link, Path realRoot) throws IOException {
        Path target = disk.realPath(link);
        return target.startsWith(realRoot) ? walk.look(realRoot, target) : null;
    }

    /**
     * Tells whether a request can spell a name. Paths are spelled in UTF-8, which has no half of a surrogate pair; bytes
     * that the encoding of file names does not know show as U+FFFD, and lead nowhere; a backslash is refused.
     */
    static boolean mayBeAskedFor(String name) {
        return !name.isEmpty() && name.codePoints().noneMatch(c -> c == '\\' || c == '\uFFFD' || isHalfOfPair(c));
    }

    /** The code points of a string are whole, but for the surrogates that are not in pairs. */
    private static boolean isHalfOfPair(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }
}
