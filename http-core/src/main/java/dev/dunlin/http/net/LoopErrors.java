package dev.dunlin.http.net;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What an event loop does about a throwable that nobody has handled. Since every allocation may throw an
 * {@link OutOfMemoryError}, the order of the steps matters:
 *
 * <pre>
 *   caught ──► the reserve is freed, the error counted ──► the work that failed is released ──► logged, if that is possible
 * </pre>
 *
 * <p>The reserve makes room for the few small objects that the JDK creates where it closes a channel. It is acquired again
 * when a while has passed, since each attempt in a full heap costs a garbage collection. For the loop's thread.
 */
final class LoopErrors {
    private static final int RESERVE = 32 * 1024;

    /** So long after an error the reserve is acquired again, and another lack of memory is logged. */
    private static final long CALM_NANOS = 1_000_000_000;

    private final Logger log;
    private final Tally errors = new Tally();
    private final Tally outOfMemoryErrors = new Tally();
    private byte @Nullable [] reserve = new byte[RESERVE];
    private long freedAt;
    private long loggedAt = System.nanoTime() - CALM_NANOS;

    LoopErrors(Logger log) {
        this.log = log;
    }

    /** Returns how many errors were caught, which does not include exceptions. From any thread. */
    long errors() {
        return errors.sum();
    }

    /** Returns how many of the errors were an {@link OutOfMemoryError}. From any thread. */
    long outOfMemoryErrors() {
        return outOfMemoryErrors.sum();
    }

    /** Frees the reserve and counts, if it is an error. Allocates nothing. */
    void caught(Throwable thrown) {
        if (!(thrown instanceof Error)) return;
        errors.increment();
        if (!(thrown instanceof OutOfMemoryError)) return;
        outOfMemoryErrors.increment();
        freeReserve();
    }

    /** Makes room for something small, by which something else may become free. From any thread. */
    void freeReserve() {
        freedAt = System.nanoTime();
        reserve = null;
    }

    /** Acquires the reserve again, if that is due; returns whether it was, and has succeeded. */
    boolean restock(long now) {
        if (reserve != null || now - freedAt < CALM_NANOS) return false;
        freedAt = now;
        try {
            reserve = new byte[RESERVE];
            return true;
        } catch (OutOfMemoryError e) {
            // Tried again later.
            return false;
        }
    }

    /**
     * Logs what was caught. A lack of memory is logged once a second at the most: each connection may meet it.
     *
     * @param what did not succeed
     */
    void log(String what, Throwable thrown) {
        if (!(thrown instanceof OutOfMemoryError)) {
            SafeLog.error(log, "a bug: {}", what, thrown);
            return;
        }
        long now = System.nanoTime();
        if (now - loggedAt < CALM_NANOS) return;
        loggedAt = now;
        SafeLog.error(log, "out of memory; what was worked on is given up", thrown);
    }
}
