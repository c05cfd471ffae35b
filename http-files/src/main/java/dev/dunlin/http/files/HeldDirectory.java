package dev.dunlin.http.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** A directory of a system that can be asked by a handle, as POSIX has it: nobody can put another one in its place. */
final class HeldDirectory implements OpenDirectory {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final SecureDirectoryStream<Path> handle;

    /**
     * @param handle closed by this from now on
     */
    HeldDirectory(SecureDirectoryStream<Path> handle) {
        this.handle = handle;
    }

    @Override
    public OpenDirectory openDirectory(Path name) throws IOException {
        return new HeldDirectory(handle.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public FileChannel openFile(Path name) throws IOException {
        return (FileChannel) handle.newByteChannel(name, READ);
    }

    @Override
    public BasicFileAttributes attributes(Path name) throws IOException {
        return handle.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    @Override
    public DirectoryStream<Path> entries() {
        return handle;
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
