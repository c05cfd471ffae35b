package dev.dunlin.http.files;

import dev.dunlin.http.files.Resolution.FileFound;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a representation of a file: reads a small one into memory, keeps a big one open.
 *
 * <p>The file is looked at before it is opened, which was done when it was found, and again after it was opened and
 * read. The looks must agree: only then do content, length and validators belong to each other.
 */
final class FileLoader {
    private static final Logger LOG = LoggerFactory.getLogger(FileLoader.class);

    private final Disk disk;
    private final MediaTypes mediaTypes;
    private final int inMemoryLimit;
    private final InstantSource clock;

    /**
     * @param inMemoryLimit the size in bytes up to which a file is read into memory
     * @param clock tells how old a file is
     */
    FileLoader(Disk disk, MediaTypes mediaTypes, int inMemoryLimit, InstantSource clock) {
        this.disk = disk;
        this.mediaTypes = mediaTypes;
        this.inMemoryLimit = inMemoryLimit;
        this.clock = clock;
    }

    /**
     * Loads a file that was found just now.
     *
     * @return the representation, to be released by the caller; null if the file cannot be opened or is not any more
     *     what was found, so that it has to be looked for again
     * @throws IOException if the disk fails while the file is read
     */
    @Nullable
    Representation load(FileFound file) throws IOException {
        Validators validators = Validators.of(file.version(), clock.instant());
        try {
            return file.version().size() <= inMemoryLimit ? readWhole(file, validators) : keepOpen(file, validators);
        } catch (FileSystemException notAnyMore) {
            LOG.debug("{} was found, but cannot be loaded: {}", file.path(), notAnyMore.toString());
            return null;
        }
    }

    private @Nullable Representation readWhole(FileFound file, Validators validators) throws IOException {
        ByteBuffer content = ByteBuffer.allocate((int) file.version().size());
        try (FileChannel channel = disk.open(file.path())) {
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // A read may stop half-way.
            }
        }
        if (content.hasRemaining() || !isUnchanged(file)) return null;
        return Representation.inMemory(file, validators, mediaTypes.of(file.name()), content.flip());
    }

    private @Nullable Representation keepOpen(FileFound file, Validators validators) throws IOException {
        SharedFile open = new SharedFile(disk.open(file.path()), file, disk);
        if (isUnchanged(file)) return Representation.fromFile(file, validators, mediaTypes.of(file.name()), open);
        open.release();
        return null;
    }

    private boolean isUnchanged(FileFound file) {
        try {
            return FileVersion.of(disk.attributes(file.path())).equals(file.version());
        } catch (IOException gone) {
            return false;
        }
    }
}
