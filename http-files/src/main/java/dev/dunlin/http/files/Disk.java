package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What is asked of the operating system, and nothing else is: a role, so that a test can count the questions, and give
 * the answers that a disk gives seldom.
 *
 * <p>Paths that come from {@link #realPath} hold no links, so the other methods do not follow any: a link that has
 * taken a file's place meanwhile leads nowhere. Only {@link #entries} follows one that has taken a directory's place.
 */
interface Disk {
    /** The disk of this machine. */
    Disk LOCAL = new LocalDisk();

    /**
     * The path with all links resolved (as {@link Path#toRealPath}).
     *
     * @throws java.nio.file.AccessDeniedException if a directory on the way may not be searched
     * @throws IOException if nothing is there, a name is too long, a file stands where a directory should, or links
     *     form a loop: the platform does not tell these apart in a way that could be relied on
     */
    Path realPath(Path path) throws IOException;

    /** The attributes of what lies at the path itself. */
    BasicFileAttributes attributes(Path realPath) throws IOException;

    /**
     * What lies in a directory, in no order; to be closed.
     *
     * @throws java.nio.file.AccessDeniedException if it may not be read
     * @throws java.nio.file.NotDirectoryException if it is none
     */
    DirectoryStream<Path> entries(Path realPath) throws IOException;

    /** Tells whether this process may read the file. */
    boolean isReadable(Path realPath);

    /** Opens a file for reading. Never to be called for a pipe: that would block until somebody writes to it. */
    FileChannel open(Path realPath) throws IOException;

    /** The real one. */
    final class LocalDisk implements Disk {
        private LocalDisk() {}

        @Override
        public Path realPath(Path path) throws IOException {
            return path.toRealPath();
        }

        @Override
        public BasicFileAttributes attributes(Path realPath) throws IOException {
            return Files.readAttributes(realPath, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        @SuppressWarnings("StreamResourceLeak") // whoever asks for it closes it
        public DirectoryStream<Path> entries(Path realPath) throws IOException {
            return Files.newDirectoryStream(realPath);
        }

        @Override
        public boolean isReadable(Path realPath) {
            return Files.isReadable(realPath);
        }

        @Override
        public FileChannel open(Path realPath) throws IOException {
            return FileChannel.open(realPath, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
