package dev.dunlin.http.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Says why a server cannot start, and what would help. */
final class StartFailure {
    private StartFailure() {}

    /**
     * Returns the exception to throw.
     *
     * @param workers how many were to start
     * @throws Error if it is one that says nothing about what is short
     */
    static RuntimeException of(Throwable cause, int workers) {
        String what = "cannot start " + workers + (workers == 1 ? " worker: " : " workers: ");
        if (cause instanceof IOException io) return new UncheckedIOException(what + io.getMessage(), io);
        if (cause instanceof OutOfMemoryError) {
            String message = what + cause.getMessage() + "; " + remedy(String.valueOf(cause.getMessage()));
            return new UncheckedIOException(message, new IOException(message, cause));
        }
        if (cause instanceof Error error) throw error;
        return (RuntimeException) cause;
    }

    private static String remedy(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("direct buffer"))
            return "fewer workers need less, a larger -XX:MaxDirectMemorySize allows more";
        if (lower.contains("thread")) return "fewer workers need less, or the system may allow more threads";
        return "fewer workers need less, a larger heap (-Xmx) has more";
    }
}
