package dev.dunlin.http.files;

import dev.dunlin.http.files.Resolution.DirectoryFound;
import dev.dunlin.http.files.Resolution.FileFound;
import dev.dunlin.http.files.Resolution.NothingThere;
import dev.dunlin.http.files.Resolution.Pending;
import dev.dunlin.http.files.Resolution.Refusal;
import dev.dunlin.http.files.Resolution.SlashMissing;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that is served: says where a request's path leads, and that nothing outside is reached.
 *
 * <p>Paths are judged twice. First by their names alone, before anything touches the disk; then by a walk that follows no
 * link. If it meets one, the system is asked where the path really leads, which has to be below where the root really
 * is; and as that was true a moment ago, it is walked again. All is looked up anew each time: the root may itself be a
 * link, one that is turned to the next release while the server runs.
 *
 * <p>Safe for use by several threads. Asks the operating system, so it takes some microseconds.
 */
final class DocumentRoot {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentRoot.class);

    private static final boolean ON_WINDOWS = File.separatorChar == '\\';

    /** How often a path is looked at that changes while it is looked at. */
    private static final int ATTEMPTS = 10;

    private final Path root;
    private final List<String> indexNames;
    private final Disk disk;
    private final boolean findsCoded;
    private final Mount mount;
    private final TreeWalk walk;
    private final AtomicBoolean warnedOfEncoding = new AtomicBoolean();

    /**
     * @param root the directory, or a link to it
     * @param indexNames the files that answer for a directory, the first that exists
     * @param findsCoded whether to look for what lies beside a file in a coding
     * @param mount where the root lies among the paths of the server
     */
    DocumentRoot(Path root, List<String> indexNames, Disk disk, boolean findsCoded, Mount mount) {
        this.root = root.toAbsolutePath();
        this.indexNames = List.copyOf(indexNames);
        this.disk = disk;
        this.findsCoded = findsCoded;
        this.mount = mount;
        this.walk = new TreeWalk(disk);
    }

    /**
     * Finds what lies at the path of a request.
     *
     * @param segments the path split at its slashes, each segment decoded once
     */
    Resolution resolveRequest(List<String> segments) {
        List<String> below = mount.below(segments).orElse(null);
        if (below == null) return Refusal.NOT_FOUND;
        return below.isEmpty() ? new SlashMissing(mount.uriPath() + '/') : resolve(below);
    }

    /** The path of the URI of a file in the root itself. */
    String uriPath(String name) {
        return new TreePath(mount.uriPath(), List.of(name), false).toUriPath();
    }

    /**
     * Finds what lies at a path in the tree.
     *
     * @param segments the path from the root on, split at its slashes, each segment decoded once
     */
    Resolution resolve(List<String> segments) {
        for (String segment : segments) {
            if (segment.indexOf('\0') >= 0) return Refusal.MALFORMED;
        }
        for (String segment : segments) {
            // No file is called so; to look would let a segment be several names, on one system or another.
            if (segment.indexOf('/') >= 0 || segment.indexOf('\\') >= 0) return Refusal.NOT_FOUND;
        }
        return TreePath.of(segments)
                .map(place -> place.mountedAt(mount.uriPath()))
                .map(this::find)
                .orElse(Refusal.FORBIDDEN);
    }

    /**
     * Tells whether a file seems to lie at a place, by one question to the system. Good enough to name it, not to send it:
     * for that it has to be resolved.
     */
    boolean seemsToHave(TreePath place) {
        try {
            return disk.attributes(root.resolve(place.toRelativePath())).isRegularFile();
        } catch (IOException | InvalidPathException nothingThere) {
            return false;
        }
    }

    private Resolution find(TreePath place) {
        Resolution found = locate(place);
        boolean hasOthers = findsCoded && found instanceof FileFound file && !CodedName.isCoded(file.name());
        return hasOthers ? withThoseBeside((FileFound) found, place) : found;
    }

    /**
     * What lies beside a file in a coding; not what is older, since the file was changed after it was coded. Less than a second
     * does not count: some tools cut the time that they copy to seconds.
     */
    private FileFound withThoseBeside(FileFound file, TreePath place) {
        TreePath own = place.endsInSlash() ? place.child(file.name()) : place;
        Map<Coding, FileFound> coded = new EnumMap<>(Coding.class);
        for (Coding coding : Coding.values()) {
            Resolution found = locate(own.withSuffix(coding.suffix()));
            if (found instanceof FileFound beside && !beside.version().isOlderThan(file.version())) {
                coded.put(coding, beside);
            }
        }
        return file.with(coded);
    }

    private Resolution locate(TreePath place) {
        if (place.isHidden() || isReserved(place)) return Refusal.NOT_FOUND;
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
        Path realRoot = disk.realPath(root);
        Path path = realRoot.resolve(place.toRelativePath());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            BasicFileAttributes attributes = walk.look(realRoot, path);
            if (attributes != null) return judge(path, attributes, place);
            path = disk.realPath(path);
            if (!path.startsWith(realRoot)) return Refusal.FORBIDDEN;
            // What may not be asked for by its own name is not there by a link's, either.
            if (TreePath.leadsToHidden(realRoot.relativize(path))) return Refusal.NOT_FOUND;
        }
        return Pending.UNSETTLED;
    }

    private Resolution judge(Path path, BasicFileAttributes attributes, TreePath place) throws IOException {
        if (attributes.isDirectory()) return directory(path, attributes, place);
        // Neither a directory nor a regular file: to open a pipe would block, to open a device may do anything.
        if (!attributes.isRegularFile() || place.endsInSlash()) return Refusal.NOT_FOUND;
        if (!disk.isReadable(path)) return Refusal.FORBIDDEN;
        FileVersion version = FileVersion.of(attributes, disk.changeTime(path, attributes));
        return new FileFound(path, version, place.lastName(), place.toUriPath());
    }

    private Resolution directory(Path path, BasicFileAttributes attributes, TreePath place) {
        if (!place.endsInSlash()) return new SlashMissing(place.asDirectory().toUriPath());
        for (String name : indexNames) {
            Resolution index = locate(place.child(name));
            if (index instanceof FileFound file) return file.askedForAs(place.toUriPath());
            if (index == Refusal.FORBIDDEN || index == Pending.UNSETTLED) return index;
        }
        return new DirectoryFound(path, FileVersion.of(attributes), place);
    }

    private static boolean isReserved(TreePath place) {
        return ON_WINDOWS && place.names().stream().anyMatch(WindowsNames::isReserved);
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
