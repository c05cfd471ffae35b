package dev.dunlin.http.net;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How long the turns of a loop take: told by the loop's thread, at the price of a few plain writes a turn, and read by any
 * thread. All times are those of {@link System#nanoTime}.
 */
final class TurnTimes {
    /** The longest turn is remembered for as long as that at least, and for twice as long at most. */
    static final long WINDOW = 1_000_000_000L;

    private final Tally busy = new Tally();
    private final AtomicLong begun;
    private final AtomicLong ended;
    private final AtomicLong windowBegun;
    private final AtomicLong longest = new AtomicLong();
    private final AtomicLong longestBefore = new AtomicLong();

    TurnTimes(long now) {
        this.begun = new AtomicLong(now);
        this.ended = new AtomicLong(now);
        this.windowBegun = new AtomicLong(now);
    }

    /** There is something to do. On the loop's thread. */
    void begin(long now) {
        begun.setRelease(now);
    }

    /** All is done that there was to do. On the loop's thread. */
    void end(long now) {
        long took = now - begun.getPlain();
        busy.add(took);
        long age = now - windowBegun.getPlain();
        if (age > WINDOW) {
            longestBefore.setRelease(age > 2 * WINDOW ? 0 : longest.getPlain());
            longest.setRelease(took);
            windowBegun.setRelease(now);
        } else if (took > longest.getPlain()) {
            longest.setRelease(took);
        }
        ended.setRelease(now);
    }

    /** Returns when the turn has begun that runs, or null if none does. */
    @Nullable
    Long running() {
        long began = begun.getAcquire();
        return began - ended.getAcquire() > 0 ? began : null;
    }

    /** What the turns took that have ended, all together in nanoseconds. */
    long busyNanos() {
        return busy.sum();
    }

    /** What the longest of the last turns took, or the one that runs has taken until now if that is more, in nanoseconds. */
    long longestNanos(long now) {
        long began = begun.getAcquire();
        long running = began - ended.getAcquire() > 0 ? now - began : 0;
        long age = now - windowBegun.getAcquire();
        if (age > 2 * WINDOW) return running;
        long before = age > WINDOW ? 0 : longestBefore.getAcquire();
        return Math.max(running, Math.max(before, longest.getAcquire()));
    }
}
