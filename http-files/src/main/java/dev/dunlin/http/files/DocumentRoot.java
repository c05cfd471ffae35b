package dev.dunlin.http.files;

import dev.dunlin.http.files.Resolution.DirectoryFound;
import dev.dunlin.http.files.Resolution.FileFound;
import dev.dunlin.http.files.Resolution.NothingThere;
import dev.dunlin.http.files.Resolution.Refusal;
import dev.dunlin.http.files.Resolution.SlashMissing;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that is served: says where a request's path leads, and that nothing outside is reached.
 *
 * <p>Paths are judged twice. First by their names alone, before anything touches the disk; then by where they really
 * lead, links resolved, compared name by name with where the root really is. Both are looked up anew each time: the
 * root may itself be a link, one that is turned to the next release while the server runs.
 *
 * <p>What this cannot see is a directory that is replaced by a link between the look and the open. Whoever may do that
 * may also put a copy of the file there.
 *
 * <p>Safe for use by several threads. Asks the operating system, so it takes some microseconds.
 */
final class DocumentRoot {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentRoot.class);

    private final Path root;
    private final List<String> indexNames;
    private final Disk disk;
    private final AtomicBoolean warnedOfEncoding = new AtomicBoolean();

    /**
     * @param root the directory, or a link to it
     * @param indexNames the files that answer for a directory, the first that exists
     */
    DocumentRoot(Path root, List<String> indexNames, Disk disk) {
        this.root = root.toAbsolutePath();
        this.indexNames = List.copyOf(indexNames);
        this.disk = disk;
    }

    /**
     * Finds what lies at a path.
     *
     * @param segments the path split at its slashes, each segment decoded once
     */
    Resolution resolve(List<String> segments) {
        for (String segment : segments) {
            if (segment.indexOf('\0') >= 0) return Refusal.MALFORMED;
        }
        for (String segment : segments) {
            // No file is called so; to look would let a segment be several names, on one system or another.
            if (segment.indexOf('/') >= 0 || segment.indexOf('\\') >= 0) return Refusal.NOT_FOUND;
        }
        return TreePath.of(segments).map(this::locate).orElse(Refusal.FORBIDDEN);
    }

    private Resolution locate(TreePath place) {
        if (place.isHidden()) return Refusal.NOT_FOUND;
        try {
            return look(place);
        } catch (AccessDeniedException denied) {
            return Refusal.FORBIDDEN;
        } catch (NoSuchFileException nothingThere) {
            return new NothingThere(place);
        } catch (IOException nothingToBeReached) {
            // A name that is too long, a file used as a directory, links in a loop: names of nothing, too.
            LOG.debug("nothing at {}", place, nothingToBeReached);
            return new NothingThere(place);
        } catch (InvalidPathException unspeakable) {
            warnOfEncoding(place);
            return Refusal.NOT_FOUND;
        }
    }

    private Resolution look(TreePath place) throws IOException {
        Path path = disk.realPath(root.resolve(place.toRelativePath()));
        if (!path.startsWith(disk.realPath(root))) return Refusal.FORBIDDEN;
        BasicFileAttributes attributes = disk.attributes(path);
        if (attributes.isDirectory()) return directory(path, place);
        // Neither a directory nor a regular file: to open a pipe would block, to open a device may do anything.
        if (!attributes.isRegularFile() || place.endsInSlash()) return Refusal.NOT_FOUND;
        if (!disk.isReadable(path)) return Refusal.FORBIDDEN;
        return new FileFound(path, FileVersion.of(attributes), place.lastName(), place.toUriPath());
    }

    private Resolution directory(Path path, TreePath place) {
        if (!place.endsInSlash()) return new SlashMissing(place.asDirectory().toUriPath());
        for (String name : indexNames) {
            Resolution index = locate(place.child(name));
            if (index instanceof FileFound file) return file.askedForAs(place.toUriPath());
            if (index == Refusal.FORBIDDEN) return index;
        }
        return new DirectoryFound(path, place);
    }

    /**
     * Java spells file names in the locale's encoding. In the C locale that is ASCII, and all other names are out of
     * reach.
     */
    private void warnOfEncoding(TreePath place) {
        boolean ascii = place.toRelativePath().chars().allMatch(c -> c < 0x80); // then there is another reason
        if (ascii || !warnedOfEncoding.compareAndSet(false, true)) return;
        LOG.warn(
                "names such as that of {} cannot be spelled in the encoding of file names, {} (sun.jnu.encoding), and are"
                        + " answered with 404; start the program in a UTF-8 locale, such as LC_ALL=C.UTF-8",
                place,
                System.getProperty("sun.jnu.encoding"));
    }
}
