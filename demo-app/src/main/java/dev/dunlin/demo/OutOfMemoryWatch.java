package dev.dunlin.demo;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Notices when the heap is used up again and again. A single {@link OutOfMemoryError} costs the connection that it was thrown
 * for; several in a short time say that the process does not recover, and is better replaced.
 *
 * <p>Counts once a second, on a thread of its own, which must survive the same errors.
 */
final class OutOfMemoryWatch implements AutoCloseable {
    /** So many errors within {@link #WINDOW} are too many. */
    static final int TOO_MANY = 5;

    /** In nanoseconds: a minute. */
    static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier errors;
    private final Runnable whenTooMany;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** When the latest errors were seen, the oldest first, by {@link System#nanoTime}. */
    private final long[] seen = new long[TOO_MANY];

    private long counted;

    /**
     * Creates a watch that does not run yet.
     *
     * @param errors returns how many errors there were until now; from any thread
     * @param whenTooMany called once at the most
     */
    OutOfMemoryWatch(LongSupplier errors, Runnable whenTooMany) {
        this.errors = errors;
        this.whenTooMany = whenTooMany;
    }

    /** Starts to count. */
    void start() {
        Thread thread = new Thread(this::run, "out-of-memory-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        while (true) {
            try {
                if (closed.await(1, TimeUnit.SECONDS)) return;
                if (areTooMany(errors.getAsLong(), System.nanoTime())) {
                    whenTooMany.run();
                    return;
                }
            } catch (OutOfMemoryError e) {
                // One more, which the next look at the count may or may not include.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /**
     * Notes errors.
     *
     * @param total how many there were until now
     * @param now the time by {@link System#nanoTime}
     * @return whether the latest of them are too many in too short a time
     */
    boolean areTooMany(long total, long now) {
        int more = (int) Math.min(TOO_MANY, total - counted);
        counted = total;
        System.arraycopy(seen, more, seen, 0, TOO_MANY - more);
        Arrays.fill(seen, TOO_MANY - more, TOO_MANY, now);
        return total >= TOO_MANY && now - seen[0] <= WINDOW;
    }
}
