package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A directory of a system that is asked by paths alone. It is not really held: a link that takes its place between two
 * questions is followed. The next best that such a system has.
 *
 * @param path without links when it was looked at
 */
record NamedDirectory(Path path) implements OpenDirectory {
    @Override
    public OpenDirectory openDirectory(Path name) {
        return new NamedDirectory(path.resolve(name));
    }

    @Override
    public SeekableByteChannel openFile(Path name) throws IOException {
        Path file = path.resolve(name);
        // An archive knows no links, and does not want to be told; and would unpack into a file to give a file's
        // channel.
        return file.getFileSystem() == FileSystems.getDefault()
                ? FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)
                : Files.newByteChannel(file);
    }

    @Override
    public BasicFileAttributes attributes(Path name) throws IOException {
        return Files.readAttributes(path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // whoever asks for it closes it
    public DirectoryStream<Path> entries() throws IOException {
        return Files.newDirectoryStream(path);
    }

    @Override
    public void close() {
        // There is nothing to let go of.
    }
}
