package dev.dunlin.http.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A directory that is held open. What is asked of it concerns this very directory, whatever takes its name meanwhile,
 * and no answer follows a link. To be asked through {@link Disk}.
 *
 * <p>For one thread. To be closed by whoever opened it.
 */
interface OpenDirectory extends Closeable {
    /** Opens a directory in this one; closing either leaves the other open. */
    OpenDirectory openDirectory(Path name) throws IOException;

    /** Opens a file in this one: a {@link java.nio.channels.FileChannel}, unless the file lies in an archive. */
    SeekableByteChannel openFile(Path name) throws IOException;

    /** The attributes of what has this name here. */
    BasicFileAttributes attributes(Path name) throws IOException;

    /** What lies here, in no order; to be asked for once. */
    DirectoryStream<Path> entries() throws IOException;
}
