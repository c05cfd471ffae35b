package dev.dunlin.http.h1;

import dev.dunlin.http.net.Deadline;
import dev.dunlin.http.net.Deadlines;
import dev.dunlin.http.net.Loop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines of any duration, by a few lists of fixed ones: 1 ms, 2 ms, 4 ms and so on. A deadline waits in the list of the
 * longest duration that is not too long for it, and is set again for the rest when that has passed: less than half of the
 * time is then left. For the loop's thread.
 */
final class VariedDeadlines {
    private static final long SHORTEST_NANOS = 1_000_000;

    private final Loop loop;

    /** Created when they are first used: what nobody uses costs the loop nothing. */
    private final @Nullable Deadlines[] lists = new Deadlines[Long.SIZE];

    VariedDeadlines(Loop loop) {
        this.loop = loop;
    }

    /**
     * Sets a deadline that expires when the time has passed, or earlier: whoever handles that then sets it again. One of less
     * than a millisecond expires after a millisecond.
     */
    void set(Deadline deadline, long nanos) {
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(Math.max(1, nanos / SHORTEST_NANOS));
        Deadlines list = lists[exponent];
        if (list == null) {
            list = loop.deadlines(Duration.ofNanos(SHORTEST_NANOS << exponent));
            lists[exponent] = list;
        }
        list.touch(deadline, loop.now());
    }
}
