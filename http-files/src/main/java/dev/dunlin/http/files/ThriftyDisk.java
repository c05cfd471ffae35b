package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A disk that closes idle files where nothing can be opened any more, and tries again: what is kept for requests to come must
 * not stand in the way of those that are here.
 *
 * <p>Java does not say that a process has no descriptor left, only that it is none of the errors that have names of their own.
 */
final class ThriftyDisk implements Disk {
    private final Disk disk;
    private final BooleanSupplier closeIdle;

    /**
     * @param closeIdle closes some files, and returns whether it did
     */
    ThriftyDisk(Disk disk, BooleanSupplier closeIdle) {
        this.disk = disk;
        this.closeIdle = closeIdle;
    }

    @Override
    public Path realPath(Path path) throws IOException {
        return disk.realPath(path);
    }

    @Override
    public BasicFileAttributes attributes(Path realPath) throws IOException {
        return disk.attributes(realPath);
    }

    @Override
    public @Nullable FileTime changeTime(Path realPath, BasicFileAttributes attributes) throws IOException {
        return disk.changeTime(realPath, attributes);
    }

    @Override
    public DirectoryStream<Path> list(Path realPath) throws IOException {
        return open(() -> disk.list(realPath));
    }

    @Override
    public boolean isReadable(Path realPath) {
        return disk.isReadable(realPath);
    }

    @Override
    public OpenDirectory openRoot(Path path) throws IOException {
        return open(() -> disk.openRoot(path));
    }

    @Override
    public OpenDirectory openDirectory(OpenDirectory parent, Path name) throws IOException {
        return open(() -> disk.openDirectory(parent, name));
    }

    @Override
    public BasicFileAttributes attributes(OpenDirectory directory, Path name) throws IOException {
        return disk.attributes(directory, name);
    }

    @Override
    public DirectoryStream<Path> entries(OpenDirectory directory) throws IOException {
        return disk.entries(directory);
    }

    @Override
    public SeekableByteChannel open(OpenDirectory directory, Path name) throws IOException {
        return open(() -> disk.open(directory, name));
    }

    private <T> T open(Opening<T> opening) throws IOException {
        try {
            return opening.open();
        } catch (FileSystemException e) {
            boolean isNamed = e.getClass() != FileSystemException.class; // nothing there, no right to it, and so on
            if (isNamed || !closeIdle.getAsBoolean()) throw e;
            return opening.open();
        }
    }

    private interface Opening<T> {
        T open() throws IOException;
    }
}
