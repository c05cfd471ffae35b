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
 */
final class FileLoader {
    private static final Logger LOG = LoggerFactory.getLogger(FileLoader.class);

    private final Path root;
    private final Disk disk;
    private final TreeWalk walk;
    private final int inMemoryLimit;
    private final InstantSource clock;

    /**
     * @param root the directory that is served, or a link to it
     * @param inMemoryLimit the size in bytes up to which a file is read into memory
     * @param clock tells how old a file is
     */
    FileLoader(Path root, Disk disk, int inMemoryLimit, InstantSource clock) {
        this.root = root.toAbsolutePath();
        this.disk = disk;
        this.walk = new TreeWalk(disk);
        this.inMemoryLimit = inMemoryLimit;
        this.clock = clock;
    }

    /**
     * Loads a file that was found just now.
     *
     * @param fields what is said of it beside its validators
     * @param tagSuffix what tells its tag from those of other representations of the same thing
     * @return the representation, to be released by the caller; null if the file cannot be opened or is not any more
     *     what was found, so that it has to be looked for again
     * @throws IOException if the disk fails while the file is read
     */
    @Nullable
    Representation load(FileFound file, Headers fields, String tagSuffix) throws IOException {
        try (OpenDirectory directory = walk.enterParent(disk.realPath(root), file.path())) {
            if (directory == null) return null;
            Validators validators = Validators.of(file.version(), clock.instant(), tagSuffix);
            return load(file, fields, validators, directory);
        } catch (FileSystemException notAnyMore) {
            LOG.debug("{} was found, but cannot be loaded: {}", file.path(), notAnyMore.toString());
            return null;
        }
    }

    private @Nullable Representation load(
            FileFound file, Headers fields, Validators validators, OpenDirectory directory) throws IOException {
        // To open what is no regular file any more might block.
        SeekableByteChannel channel = isUnchanged(file, directory) ? open(file, directory) : null;
        if (channel == null) return null;
        return file.version().size() <= inMemoryLimit
                ? readWhole(file, fields, validators, directory, channel)
                : keepOpen(file, fields, validators, directory, channel);
    }

    private @Nullable SeekableByteChannel open(FileFound file, OpenDirectory directory) {
        try {
            return disk.open(directory, file.path().getFileName());
        } catch (IOException notAnyMore) {
            LOG.debug("{} was found, but cannot be opened: {}", file.path(), notAnyMore.toString());
            return null;
        }
    }

    private @Nullable Representation readWhole(
            FileFound file, Headers fields, Validators validators, OpenDirectory directory, SeekableByteChannel channel)
            throws IOException {
        ByteBuffer content;
        try (channel) {
            content = ByteBuffer.allocate((int) file.version().size());
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // A read may stop half-way.
            }
        }
        if (content.hasRemaining() || !isUnchanged(file, directory)) return null;
        return Representation.inMemory(file, validators, fields, content.flip());
    }

    private @Nullable Representation keepOpen(
            FileFound file, Headers fields, Validators validators, OpenDirectory directory, SeekableByteChannel channel)
            throws IOException {
        if (!(channel instanceof FileChannel fileChannel)) {
            channel.close();
            throw new IOException("too large to be served from an archive: " + file.path());
        }
        SharedFile open = new SharedFile(fileChannel, file, disk);
        if (isUnchanged(file, directory)) return Representation.fromFile(file, validators, fields, open);
        open.release();
        return null;
    }

    private boolean isUnchanged(FileFound file, OpenDirectory directory) {
        try {
            BasicFileAttributes attributes =
                    disk.attributes(directory, file.path().getFileName());
            return attributes.isRegularFile() && FileVersion.of(attributes).equals(file.version());
        } catch (IOException gone) {
            return false;
        }
    }
}
