package dev.dunlin.http.net;

import org.jspecify.annotations.Nullable;

/**
 * All that waits for one and the same duration. Since the duration is the same, the order of touching is the order of
 * expiring, and a list serves: to put a deadline off is to move it to the end. For the event loop's thread.
 */
public final class Deadlines {
    /** So many are asked at the most whether they can end early. */
    private static final int MOST_ASKED = 1000;

    private final long nanos;
    private @Nullable Deadline earliest;
    private @Nullable Deadline latest;

    /**
     * @param nanos the duration; 0 for deadlines that never pass, and are in order all the same
     */
    Deadlines(long nanos) {
        this.nanos = nanos;
    }

    /**
     * Sets a deadline, or puts it off, so that it passes a whole duration from now. Takes it out of the list that it is in.
     *
     * @param now the time in nanoseconds, as the event loop tells it
     */
    public void touch(Deadline deadline, long now) {
        deadline.touched = now;
        if (deadline == latest) return;
        deadline.cancel();
        deadline.list = this;
        deadline.earlier = latest;
        if (latest == null) {
            earliest = deadline;
        } else {
            latest.later = deadline;
        }
        latest = deadline;
    }

    /** How long it is to the first deadline, in nanoseconds and never below 0; {@link Long#MAX_VALUE} if there is none. */
    long untilNext(long now) {
        return earliest == null || nanos == 0 ? Long.MAX_VALUE : Math.max(0, nanos - (now - earliest.touched));
    }

    /** Takes out the deadlines that have passed, and lets them happen. */
    void sweep(long now) {
        while (earliest != null && nanos != 0 && now - earliest.touched >= nanos) {
            Deadline passed = earliest;
            remove(passed);
            passed.expire();
        }
    }

    /**
     * Ends before its time the one that has waited for longest among those that can be.
     *
     * @param least how long it must have waited, in nanoseconds
     * @return whether there was one
     */
    public boolean expireEarly(long now, long least) {
        Deadline next = earliest;
        for (int i = 0; next != null && i < MOST_ASKED; i++) {
            if (now - next.touched < least) return false;
            // It may leave the list when it is asked, be it by another way than its end.
            Deadline following = next.later;
            if (next.expireEarly(now - next.touched)) return true;
            next = following != null && following.isIn(this) ? following : null;
        }
        return false;
    }

    void remove(Deadline deadline) {
        if (deadline.earlier == null) {
            earliest = deadline.later;
        } else {
            deadline.earlier.later = deadline.later;
        }
        if (deadline.later == null) {
            latest = deadline.earlier;
        } else {
            deadline.later.earlier = deadline.earlier;
        }
        deadline.list = null;
        deadline.earlier = null;
        deadline.later = null;
    }
}
