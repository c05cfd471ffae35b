package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the operating system, and nothing else is: a role, so that a test can count the questions, and give
 * the answers that a disk gives seldom.
 *
 * <p>What is asked by a path tells what lay there a moment ago, and is a hint. What is to be relied on is asked of a
 * directory that is held open; {@link TreeWalk} gets there.
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

    /** The attributes of what lies at the path itself, be it a link. */
    BasicFileAttributes attributes(Path realPath) throws IOException;

    /**
     * Returns when a file was changed last, be it its content, its attributes or its name (POSIX {@code st_ctime}). Java tells
     * it by the path only, so it is asked together with what identifies the file.
     *
     * @param attributes of the file, as they were told a moment ago
     * @return null where the system does not tell, or another file lies at the path by now
     * @throws IOException if nothing lies there any more
     */
    @Nullable
    FileTime changeTime(Path realPath, BasicFileAttributes attributes) throws IOException;

    /**
     * Lists what lies in a directory, in no order; to be closed.
     *
     * @throws java.nio.file.AccessDeniedException if it may not be read
     * @throws java.nio.file.NotDirectoryException if it is none
     * @throws java.nio.file.NoSuchFileException if nothing lies there
     */
    DirectoryStream<Path> list(Path realPath) throws IOException;

    /** Tells whether this process may read the file. */
    boolean isReadable(Path realPath);

    /**
     * Opens a directory by its path, following links.
     *
     * @throws java.nio.file.AccessDeniedException if it may not be read
     * @throws java.nio.file.NotDirectoryException if it is none
     */
    OpenDirectory openRoot(Path path) throws IOException;

    /**
     * Opens a directory that lies in another one. Never to be called for a pipe: that would block until somebody writes
     * to it.
     *
     * @throws java.nio.file.AccessDeniedException if it may not be read
     * @throws java.nio.file.NotDirectoryException if it is none
     * @throws java.nio.file.FileSystemException if it is a link
     */
    OpenDirectory openDirectory(OpenDirectory parent, Path name) throws IOException;

    /** The attributes of what lies in a directory, be it a link. */
    BasicFileAttributes attributes(OpenDirectory directory, Path name) throws IOException;

    /**
     * What lies in a directory, in no order; to be closed, and to be asked for once.
     *
     * @throws IOException if the disk fails
     */
    DirectoryStream<Path> entries(OpenDirectory directory) throws IOException;

    /**
     * Opens a file for reading. Never to be called for a pipe: that would block until somebody writes to it. So whoever
     * puts one in a file's place just between the look and this can hold up the thread; Java has no means to open
     * without waiting.
     *
     * @return a {@link java.nio.channels.FileChannel}, unless the file lies in an archive
     * @throws IOException also if it is a link
     */
    SeekableByteChannel open(OpenDirectory directory, Path name) throws IOException;

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
        public @Nullable FileTime changeTime(Path realPath, BasicFileAttributes attributes) throws IOException {
            Object key = attributes.fileKey();
            boolean isTold =
                    realPath.getFileSystem().supportedFileAttributeViews().contains("unix");
            if (key == null || !isTold) return null;
            Map<String, Object> named = Files.readAttributes(realPath, "unix:fileKey,ctime", LinkOption.NOFOLLOW_LINKS);
            return key.equals(named.get("fileKey")) ? (FileTime) named.get("ctime") : null;
        }

        @Override
        @SuppressWarnings("StreamResourceLeak") // whoever asks for it closes it
        public DirectoryStream<Path> list(Path realPath) throws IOException {
            return Files.newDirectoryStream(realPath);
        }

        @Override
        public boolean isReadable(Path realPath) {
            return Files.isReadable(realPath);
        }

        @Override
        @SuppressWarnings("StreamResourceLeak") // whoever asks for it closes it
        public OpenDirectory openRoot(Path path) throws IOException {
            DirectoryStream<Path> opened = Files.newDirectoryStream(path);
            if (opened instanceof SecureDirectoryStream<Path> handle) return new HeldDirectory(handle);
            opened.close();
            return new NamedDirectory(path);
        }

        @Override
        public OpenDirectory openDirectory(OpenDirectory parent, Path name) throws IOException {
            return parent.openDirectory(name);
        }

        @Override
        public BasicFileAttributes attributes(OpenDirectory directory, Path name) throws IOException {
            return directory.attributes(name);
        }

        @Override
        public DirectoryStream<Path> entries(OpenDirectory directory) throws IOException {
            return directory.entries();
        }

        @Override
        public SeekableByteChannel open(OpenDirectory directory, Path name) throws IOException {
            return directory.openFile(name);
        }
    }
}
