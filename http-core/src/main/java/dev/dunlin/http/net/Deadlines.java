package dev.dunlin.http.net;

import org.jspecify.annotations.Nullable;

/**
 * All that waits for one and the same duration. Since the duration is the same, the order of touching is the order of
 * expiring, and a list serves: to put a deadline off is to move it to the end. For the event loop's thread.
 */
public final class Deadlines {
    private final long nanos;
    private @Nullable Deadline earliest;
    private @Nullable Deadline latest;

    /**
     * @param nanos the duration; 0 for deadlines that never pass
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
        if (nanos == 0) return;
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
        return earliest == null ? Long.MAX_VALUE : Math.max(0, nanos - (now - earliest.touched));
    }

    /** Takes out the deadlines that have passed, and lets them happen. */
    void sweep(long now) {
        while (earliest != null && now - earliest.touched >= nanos) {
            Deadline passed = earliest;
            remove(passed);
            passed.expire();
        }
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
