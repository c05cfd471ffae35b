package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * What holds resources of a program. They do not change while it runs, and when they were changed before says nothing:
 * builds that can be repeated date all of them alike. So all are of the time at which the program began to serve them, and
 * what clients have of an earlier program is asked for again.
 */
final class ResourceDisk implements Disk {
    /** Then nothing is so young that it might still be changing. */
    private static final Duration AGE = Duration.ofSeconds(2);

    private final FileTime begun = FileTime.from(Instant.now().minus(AGE));

    @Override
    public Path realPath(Path path) throws IOException {
        return LOCAL.realPath(path);
    }

    @Override
    public BasicFileAttributes attributes(Path realPath) throws IOException {
        return new Dated(LOCAL.attributes(realPath), begun);
    }

    @Override
    public FileTime changeTime(Path realPath, BasicFileAttributes attributes) {
        return begun;
    }

    @Override
    public DirectoryStream<Path> list(Path realPath) throws IOException {
        return LOCAL.list(realPath);
    }

    @Override
    public boolean isReadable(Path realPath) {
        return LOCAL.isReadable(realPath);
    }

    @Override
    public OpenDirectory openRoot(Path path) throws IOException {
        return LOCAL.openRoot(path);
    }

    @Override
    public OpenDirectory openDirectory(OpenDirectory parent, Path name) throws IOException {
        return LOCAL.openDirectory(parent, name);
    }

    @Override
    public BasicFileAttributes attributes(OpenDirectory directory, Path name) throws IOException {
        return new Dated(LOCAL.attributes(directory, name), begun);
    }

    @Override
    public DirectoryStream<Path> entries(OpenDirectory directory) throws IOException {
        return LOCAL.entries(directory);
    }

    @Override
    public SeekableByteChannel open(OpenDirectory directory, Path name) throws IOException {
        return LOCAL.open(directory, name);
    }

    /** Attributes with another date. */
    private record Dated(BasicFileAttributes original, FileTime lastModifiedTime) implements BasicFileAttributes {
        @Override
        public FileTime lastAccessTime() {
            return lastModifiedTime;
        }

        @Override
        public FileTime creationTime() {
            return lastModifiedTime;
        }

        @Override
        public boolean isRegularFile() {
            return original.isRegularFile();
        }

        @Override
        public boolean isDirectory() {
            return original.isDirectory();
        }

        @Override
        public boolean isSymbolicLink() {
            return original.isSymbolicLink();
        }

        @Override
        public boolean isOther() {
            return original.isOther();
        }

        @Override
        public long size() {
            return original.size();
        }

        @Override
        public Object fileKey() {
            return original.fileKey();
        }
    }
}
