package dev.dunlin.http.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** All the deadlines of a loop: one list for each use of a duration. For the loop's thread. */
public final class DeadlineLists {
    private final List<Deadlines> lists = new ArrayList<>();

    /**
     * Adds a list.
     *
     * @param duration {@link Duration#ZERO} for deadlines that never pass
     */
    public Deadlines add(Duration duration) {
        Deadlines list = new Deadlines(TimeUnit.NANOSECONDS.convert(duration));
        lists.add(list);
        return list;
    }

    /** How long it is to the first deadline, in nanoseconds and never below 0; {@link Long#MAX_VALUE} if there is none. */
    public long untilNext(long now) {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < lists.size(); i++)
            next = Math.min(next, lists.get(i).untilNext(now));
        return next;
    }

    /** Takes out the deadlines that have passed, and lets them happen; one that throws leaves the rest for the next time. */
    public void sweep(long now) {
        for (int i = 0; i < lists.size(); i++) lists.get(i).sweep(now);
    }
}
