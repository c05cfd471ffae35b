package dev.dunlin.http.h1;

import dev.dunlin.http.net.Deadline;
import java.time.Duration;

/**
 * Measures how fast a client sends content that is waited for, or reads a response: the average over the time that the
 * server waits for it, up to the last byte that has moved. It is compared with the minimum once in {@link #GRACE}, and only if
 * something has moved since the last time. A client that moves nothing at all is a matter of the timeouts for content and for
 * writing; and a socket reports what a client reads only now and then, when it has room for much. On the event loop.
 */
final class TransferRate {
    /** How long a client may be slower than the minimum at first. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final double NANOS = 1e9;

    private final Http1Loop shared;
    private final Runnable whenTooSlow;
    private final Deadline comparison = new Deadline(this::compare);

    /** What was counted last, moved while the client was waited for, and moved before the last comparison. */
    private long count;

    private long moved;
    private long movedBefore;

    private boolean isWaiting;
    private long waitedNanos;

    /** How long the client was waited for until something moved last. */
    private long movedAfterNanos;

    private long since;

    /**
     * Creates a measurement that has not begun.
     *
     * @param whenTooSlow called once, when the client turns out to be slower than the minimum
     */
    TransferRate(Http1Loop shared, Runnable whenTooSlow) {
        this.shared = shared;
        this.whenTooSlow = whenTooSlow;
    }

    /**
     * Notes how things stand at the end of a turn.
     *
     * @param waits whether the client is waited for from now on
     * @param count how many bytes have moved so far, of which those count that have moved while the client was waited for
     */
    void update(boolean waits, long count) {
        countTime();
        if (isWaiting && count > this.count) {
            moved += count - this.count;
            movedAfterNanos = waitedNanos;
        }
        this.count = count;
        isWaiting = waits;
        if (waits && !comparison.isIn(shared.rateDeadlines)) compareLater();
    }

    /** Ends measuring. */
    void end() {
        comparison.cancel();
    }

    private void compare() {
        double wanted = shared.config.minimumRate() * (movedAfterNanos / NANOS);
        if (moved > movedBefore && moved < wanted) {
            whenTooSlow.run();
            return;
        }
        movedBefore = moved;
        if (isWaiting) compareLater();
    }

    private void countTime() {
        long now = shared.loop.now();
        if (isWaiting) waitedNanos += now - since;
        since = now;
    }

    private void compareLater() {
        shared.rateDeadlines.touch(comparison, shared.loop.now());
    }
}
