package dev.dunlin.http.runtime;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs failures that clients can cause as often as they like, by a request that a handler has a bug for: the first
 * {@value #MOST} of each second with their stack traces, the others by their number. Or else a client could fill a disk. From
 * any thread; never throws.
 */
public final class FailureLog {
    /** How many are logged in a second. */
    static final int MOST = 10;

    private static final long SECOND = 1_000_000_000;

    private final LongSupplier clock;
    private final AtomicLong secondBegan;
    private final AtomicInteger logged = new AtomicInteger();
    private final AtomicLong leftOut = new AtomicLong();

    /** Creates one that has logged nothing yet. */
    public FailureLog() {
        this(System::nanoTime);
    }

    FailureLog(LongSupplier clock) {
        this.clock = clock;
        this.secondBegan = new AtomicLong(clock.getAsLong());
    }

    /**
     * Logs a failure, or counts it.
     *
     * @param message has a place for the subject
     * @param subject such as the request that failed
     */
    public void log(Logger log, Level level, String message, @Nullable Object subject, Throwable failure) {
        try {
            if (isTooMany(log)) return;
            log.atLevel(level)
                    .setCause(BoundedTrace.of(failure))
                    .addArgument(subject)
                    .log(message);
        } catch (Throwable ignored) {
            // There is nobody left to tell.
        }
    }

    private boolean isTooMany(Logger log) {
        long now = clock.getAsLong();
        long began = secondBegan.get();
        if (now - began >= SECOND && secondBegan.compareAndSet(began, now)) {
            logged.set(0);
            long missing = leftOut.getAndSet(0);
            if (missing > 0)
                log.warn("{} more failures were not logged, as there were more than {} a second", missing, MOST);
        }
        if (logged.incrementAndGet() <= MOST) return false;
        leftOut.incrementAndGet();
        return true;
    }
}
