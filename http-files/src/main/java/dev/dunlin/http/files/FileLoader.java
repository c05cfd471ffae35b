package dev.dunlin.http.files;

import dev.dunlin.http.Headers;
import dev.dunlin.http.files.Resolution.FileFound;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a representation of a file: reads a small one into memory, keeps a big one open.
 *
 * <p>The file is looked at when it is found, before it is opened, and again after it was opened and read. The looks must
 * agree: only then do content, length and validators belong to each other. It is opened in the directory that was walked
 * to, and in no other that has taken its place.
 *
 * <p>A log that is written to all the time never gives looks that agree. Where the caller says so, a file that has only
 * grown is good enough: what there was at the first look is sent, with validators that do not last.
 */
final class FileLoader {
    private static final Logger LOG = LoggerFactory.getLogger(FileLoader.class);

    private final Path root;
    private final Disk disk;
    private final TreeWalk walk;
    private final FileContent content;
    private final int inMemoryLimit;
    private final TagPolicy tags;
    private final InstantSource clock;

    /**
     * @param root the directory that is served, or a link to it
     * @param inMemoryLimit the size in bytes up to which a file is read into memory
     * @param clock tells how old a file is
     */
    FileLoader(Path root, Disk disk, int inMemoryLimit, TagPolicy tags, InstantSource clock) {
        this.root = root.toAbsolutePath();
        this.disk = disk;
        this.walk = new TreeWalk(disk);
        this.content = new FileContent(inMemoryLimit);
        this.inMemoryLimit = inMemoryLimit;
        this.tags = tags;
        this.clock = clock;
    }

    /** What a look at a file shows that was looked at before. */
    private enum Sight {
        SAME,
        GROWN,
        OTHER
    }

    /** A file that is being loaded, and how. */
    private record Task(
            FileFound file, Headers fields, String tagSuffix, boolean mayGrow, Instant now, OpenDirectory directory) {
        Path name() {
            return file.path().getFileName();
        }

        boolean accepts(Sight sight) {
            return sight == Sight.SAME || (mayGrow && sight == Sight.GROWN);
        }
    }

    /**
     * Loads a file that was found just now.
     *
     * @param fields what is said of it beside its validators
     * @param tagSuffix what tells its tag from those of other representations of the same thing
     * @param mayGrow whether the file may have grown since it was found
     * @return the representation, to be released by the caller; null if the file cannot be opened or is not any more
     *     what was found, so that it has to be looked for again
     * @throws IOException if the disk fails while the file is read
     */
    @Nullable
    Representation load(FileFound file, Headers fields, String tagSuffix, boolean mayGrow) throws IOException {
        try (OpenDirectory directory = walk.enterParent(disk.realPath(root), file.path())) {
            if (directory == null) return null;
            return load(new Task(file, fields, tagSuffix, mayGrow, clock.instant(), directory));
        } catch (FileSystemException notAnyMore) {
            LOG.debug("{} was found, but cannot be loaded: {}", file.path(), notAnyMore.toString());
            return null;
        }
    }

    private @Nullable Representation load(Task task) throws IOException {
        // To open what is no regular file any more might block.
        SeekableByteChannel channel = task.accepts(look(task)) ? open(task) : null;
        if (channel == null) return null;
        return task.file().version().size() <= inMemoryLimit ? readWhole(task, channel) : keepOpen(task, channel);
    }

    private @Nullable SeekableByteChannel open(Task task) {
        try {
            return disk.open(task.directory(), task.name());
        } catch (IOException notAnyMore) {
            LOG.debug("{} was found, but cannot be opened: {}", task.file().path(), notAnyMore.toString());
            return null;
        }
    }

    private @Nullable Representation readWhole(Task task, SeekableByteChannel channel) throws IOException {
        FileVersion version = task.file().version();
        ByteBuffer bytes;
        try (channel) {
            bytes = content.read(channel, (int) version.size());
        }
        Sight sight = look(task);
        if (!task.accepts(sight)) return null;
        // Files of the kernel (sysfs, procfs) are of another size than they say, and change without a trace.
        boolean isSettled = sight == Sight.SAME && bytes.remaining() == version.size();
        Validators validators = tags.ofContent(version, bytes, isSettled, task.now(), task.tagSuffix());
        return Representation.inMemory(task.file(), validators, task.fields(), bytes);
    }

    private @Nullable Representation keepOpen(Task task, SeekableByteChannel channel) throws IOException {
        FileFound file = task.file();
        if (!(channel instanceof FileChannel fileChannel)) {
            channel.close();
            throw new IOException("too large to be served from an archive: " + file.path());
        }
        SharedFile open = new SharedFile(fileChannel, file, disk);
        Representation made = null;
        try {
            made = represent(task, fileChannel, open);
        } finally {
            if (made == null) open.release();
        }
        return made;
    }

    private @Nullable Representation represent(Task task, FileChannel channel, SharedFile open) throws IOException {
        Sight before = look(task);
        if (!task.accepts(before)) return null;
        FileVersion version = task.file().version();
        Validators validators = tags.ofFile(version, channel, before == Sight.SAME, task.now(), task.tagSuffix());
        return Representation.fromFile(task.file(), validators, task.fields(), open);
    }

    private Sight look(Task task) {
        FileFound file = task.file();
        try {
            BasicFileAttributes attributes = disk.attributes(task.directory(), task.name());
            if (!attributes.isRegularFile()) return Sight.OTHER;
            FileVersion version = FileVersion.of(attributes, disk.changeTime(file.path(), attributes));
            if (version.equals(file.version())) return Sight.SAME;
            return version.hasGrownSince(file.version()) ? Sight.GROWN : Sight.OTHER;
        } catch (IOException gone) {
            return Sight.OTHER;
        }
    }
}
