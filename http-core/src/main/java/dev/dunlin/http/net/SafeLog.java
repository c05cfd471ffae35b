package dev.dunlin.http.net;

import dev.dunlin.http.runtime.BoundedTrace;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs where nothing may be thrown: what the logging itself throws, because an appender has a bug or memory is short, is
 * ignored.
 */
public final class SafeLog {
    private SafeLog() {}

    /** Logs an error with its cause. */
    public static void error(Logger log, String message, Throwable cause) {
        try {
            log.error(message, BoundedTrace.of(cause));
        } catch (Throwable ignored) {
            // There is nobody left to tell.
        }
    }

    /** Logs an error with an argument and its cause. */
    public static void error(Logger log, String message, @Nullable Object argument, Throwable cause) {
        try {
            log.error(message, argument, BoundedTrace.of(cause));
        } catch (Throwable ignored) {
            // There is nobody left to tell.
        }
    }

    /** Logs a warning with two arguments; the last one may be a cause. */
    public static void warn(Logger log, String message, @Nullable Object first, @Nullable Object second) {
        try {
            log.warn(message, first, bounded(second));
        } catch (Throwable ignored) {
            // There is nobody left to tell.
        }
    }

    /** Logs something for whoever looks into it, with two arguments; the last one may be a cause. */
    public static void debug(Logger log, String message, @Nullable Object first, @Nullable Object second) {
        try {
            log.debug(message, first, bounded(second));
        } catch (Throwable ignored) {
            // There is nobody left to tell.
        }
    }

    private static @Nullable Object bounded(@Nullable Object argument) {
        return argument instanceof Throwable failure ? BoundedTrace.of(failure) : argument;
    }
}
