package dev.dunlin.http.net;

import java.time.Duration;
import java.util.concurrent.Executor;

/** What a connection needs of the loop that it lives on: to know the time, to be in time, and to be called again. */
public interface Loop extends Executor {
    /** Tells whether the caller is what runs on this loop now. From any thread. */
    boolean isCurrent();

    /** Runs a task on the loop, after what the loop does now. From any thread. */
    @Override
    void execute(Runnable task);

    /** The time of this turn in nanoseconds: read once, and only to be compared with itself. For the loop's thread. */
    long now();

    /** The time at this very moment, which is read anew; to be compared with {@link #now}. For the loop's thread. */
    long exactNow();

    /** The time of day in milliseconds since 1970-01-01T00:00:00Z. For the loop's thread. */
    long epochMillis();

    /**
     * Makes a list of deadlines that this loop keeps. For the loop's thread, or before it starts.
     *
     * @param duration {@link Duration#ZERO} for deadlines that never pass
     */
    Deadlines deadlines(Duration duration);

    /**
     * Notes that something was thrown while the loop ran, by a handler for one, and that the loop goes on. Errors are counted.
     * To be called before anything is allocated: it makes room where memory is short. For the loop's thread.
     */
    default void survived(Throwable thrown) {}
}
