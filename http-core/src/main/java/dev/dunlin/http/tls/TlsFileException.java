package dev.dunlin.http.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file with a certificate or a key that cannot be used. The message is one line that names the file. */
public final class TlsFileException extends Exception {
    private static final long serialVersionUID = 1;

    TlsFileException(Path file, String problem) {
        this(file, problem, null);
    }

    TlsFileException(Path file, String problem, @Nullable Throwable cause) {
        super(file + " " + problem, cause);
    }
}
