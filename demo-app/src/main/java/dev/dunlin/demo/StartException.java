package dev.dunlin.demo;

import java.io.Serial;

/** Why the demo cannot start, in words for the user: a taken port, a root that is no directory. */
final class StartException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
