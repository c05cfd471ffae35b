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
 * {@code .well-known}, which is there to be asked for, not to be stumbled upon), links that lead out of the root, to hidden
 * names or nowhere, what is neither a file nor a directory, and names that no request can spell. A link stands for what it leads
 * to. A file that may not be read is listed, as it is there: whoever asks for it is told so.
 */
final class ListingReader {
    private final Path root;
    private final Disk disk;
    private final TreeWalk walk;

    /**
     * @param root the directory that links must not leave, or a link to it
     */
    ListingReader(Path root, Disk disk) {
        this.root = root.toAbsolutePath();
        this.disk = disk;
        this.walk = new TreeWalk(disk);
    }

    /**
     * How much of a directory is read; what lies beyond is left out, and the listing says so.
     *
     * @param entries how many entries are listed at the most
     * @param effort how many names are looked at at the most, be they listed or not; a link counts as {@value #LINK_EFFORT}
     */
    record Bounds(int entries, int effort) {}

    /** How many times the questions of another name a link takes: where it leads to has to be found and walked to. */
    private static final int LINK_EFFORT = 10;

    /**
     * Reads a directory.
     *
     * @param directory without links
     * @return the entries; null if a link lies at the path or on the way by now, or a directory cannot be opened
     *     although it is there
     * @throws java.nio.file.AccessDeniedException if it may not be read
     * @throws java.nio.file.NoSuchFileException if it is gone
     * @throws java.nio.file.NotDirectoryException if something else has taken its place
     */
    @Nullable
    Listing read(Path directory, Bounds bounds) throws IOException {
        Path realRoot = disk.realPath(root);
        try (OpenDirectory open = walk.enter(realRoot, directory)) {
            return open == null ? null : new Reading(open, directory, realRoot, bounds).read();
        }
    }

    /** One directory that is read. */
    private final class Reading {
        private final OpenDirectory open;
        private final Path directory;
        private final Path realRoot;
        private final Bounds bounds;
        private int effort;

        Reading(OpenDirectory open, Path directory, Path realRoot, Bounds bounds) {
            this.open = open;
            this.directory = directory;
            this.realRoot = realRoot;
            this.bounds = bounds;
        }

        Listing read() throws IOException {
            List<ListingEntry> entries = new ArrayList<>();
            try (DirectoryStream<Path> paths = disk.entries(open)) {
                for (Path path : paths) {
                    if (effort >= bounds.effort()) return Listing.of(entries, true);
                    effort++;
                    ListingEntry entry = look(path.getFileName());
                    if (entry == null) continue;
                    if (entries.size() == bounds.entries()) return Listing.of(entries, true);
                    entries.add(entry);
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            return Listing.of(entries, false);
        }

        private @Nullable ListingEntry look(@Nullable Path fileName) {
            String name = Objects.toString(fileName, "");
            if (fileName == null || name.startsWith(".") || !mayBeAskedFor(name)) return null;
            try {
                BasicFileAttributes attributes = disk.attributes(open, fileName);
                // Only links need the longer way: the directory's own path holds none.
                if (attributes.isSymbolicLink()) attributes = lookAtTarget(directory.resolve(fileName));
                if (attributes == null) return null;
                boolean isServed = attributes.isRegularFile() || attributes.isDirectory();
                return isServed ? ListingEntry.of(name, attributes) : null;
            } catch (IOException | InvalidPathException gone) {
                // Or a link that leads nowhere or in a circle, or what may not be looked at: a request would fail, too.
                return null;
            }
        }

        private @Nullable BasicFileAttributes lookAtTarget(Path link) throws IOException {
            effort += LINK_EFFORT - 1;
            Path target = disk.realPath(link);
            boolean isServed = target.startsWith(realRoot) && !TreePath.leadsToHidden(realRoot.relativize(target));
            return isServed ? walk.look(realRoot, target) : null;
        }
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
