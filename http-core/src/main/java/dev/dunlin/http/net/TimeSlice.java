package dev.dunlin.http.net;

/**
 * How long a loop works for one connection before it yields to the others. Reads the clock once in a while only, so that
 * what has a few steps costs nothing. One for all connections of a loop, which have their slices one after the other.
 */
public final class TimeSlice {
    /** The length of a slice in nanoseconds. */
    public static final long NANOS = 2_000_000;

    /** How many steps are taken between two looks at the clock. */
    private static final int STEPS = 16;

    private final Loop loop;
    private int steps;
    private long begun;

    TimeSlice(Loop loop) {
        this.loop = loop;
    }

    /** Begins the slice of another connection. */
    void begin() {
        steps = 0;
    }

    /** Returns whether the slice is over; to be asked after each step. */
    boolean isOver() {
        if (++steps % STEPS != 0) return false;
        long now = loop.exactNow();
        if (steps == STEPS) begun = now;
        return now - begun >= NANOS;
    }
}
