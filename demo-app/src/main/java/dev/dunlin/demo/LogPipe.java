package dev.dunlin.demo;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Named pipes (FIFOs) as logs. */
final class LogPipe {
    /** The part of a mode that is the file's type, and that of pipes (POSIX, {@code sys/stat.h}). */
    private static final int FILE_TYPE = 0xf000;

    private static final int PIPE = 0x1000;

    private LogPipe() {}

    /** Returns whether a pipe has this name. */
    static boolean isAt(Path path) throws IOException {
        if (!Files.exists(path)
                || !path.getFileSystem().supportedFileAttributeViews().contains("unix")) return false;
        int mode = (int) Files.getAttribute(path, "unix:mode");
        return (mode & FILE_TYPE) == PIPE;
    }

    /**
     * Opens a pipe without waiting for its reader: it is opened for reading, too, as the system then does not wait. So what is
     * written stays in the pipe until a reader comes, and a reader that leaves breaks nothing. Who may not read it waits.
     */
    static OutputStream open(Path path) throws IOException {
        try {
            return new FileOutputStream(new RandomAccessFile(path.toFile(), "rw").getFD());
        } catch (FileNotFoundException e) {
            if (Files.isReadable(path)) throw e;
            return new FileOutputStream(path.toFile(), true);
        }
    }
}
