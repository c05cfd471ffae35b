package dev.dunlin.http.h1;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The content of a response cannot be had as it was promised, which is no fault of the client. */
final class ContentException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    ContentException(String message) {
        super(message);
    }

    ContentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
