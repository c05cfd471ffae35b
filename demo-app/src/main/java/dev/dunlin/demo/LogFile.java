package dev.dunlin.demo;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.FileAppender;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a log, which others may rename or remove to have a new one begun (logrotate). One that cannot be opened anew is
 * written on, whatever its name is by then. From any thread.
 */
final class LogFile {
    private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);

    /** The keys of no file, and of files on systems that have none. */
    private static final Object MISSING = "missing";

    private static final Object UNKNOWN = "unknown";

    private final Path path;
    private final LogWrites writes;
    private final FileAppender<String> appender;

    /** Which file was opened last. */
    private volatile Object opened = UNKNOWN;

    private boolean isWarned;

    /**
     * A file that is appended to, and made if there is none.
     *
     * @param rotation when it is set aside for a new one, or null for never
     * @throws IOException if it cannot be opened
     * @throws IllegalArgumentException if it cannot be rotated
     */
    LogFile(Path path, @Nullable LogRotation rotation, LogWrites writes, Context context) throws IOException {
        if (rotation != null && Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IllegalArgumentException("only a regular file can be rotated");
        }
        this.path = path;
        this.writes = writes;
        this.appender = rotation == null ? appender(context) : rotation.appender(path, context, this::opened);
        // The appender keeps the reason of a failure to itself, and makes directories that are only misspelt.
        Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                .close();
    }

    private FileAppender<String> appender(Context context) {
        FileAppender<String> made = new FileAppender<>() {
            @Override
            public void setOutputStream(OutputStream stream) {
                super.setOutputStream(opened(stream));
            }
        };
        made.setContext(context);
        made.setFile(path.toString());
        return made;
    }

    /** Writes to the file once it is started. */
    FileAppender<String> appender() {
        return appender;
    }

    /** Opens the file anew if another one has its name by now, or none. */
    void reopenIfReplaced() {
        Object now = key();
        if (!now.equals(UNKNOWN) && !now.equals(opened)) reopen();
    }

    /** Opens the file of this name, which is made if there is none, and closes the one that was written to. */
    synchronized void reopen() {
        try {
            requireOpenable();
            appender.openFile(appender.getFile());
            isWarned = false;
        } catch (IOException e) {
            if (!isWarned) LOG.warn("The access log cannot be opened anew: {}", Reasons.of(e));
            isWarned = true;
        }
    }

    /** The appender would make a directory, and wait for the reader of a pipe. */
    private void requireOpenable() throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) throw new NoSuchFileException(path.toString());
        if (LogPipe.isAt(path)) throw new IOException("it is a pipe by now");
    }

    private OutputStream opened(OutputStream stream) {
        opened = key();
        return writes.watched(stream);
    }

    private Object key() {
        try {
            Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            return key == null ? UNKNOWN : key;
        } catch (NoSuchFileException e) {
            return MISSING;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
