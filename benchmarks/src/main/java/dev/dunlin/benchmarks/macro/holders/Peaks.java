package dev.dunlin.benchmarks.macro.holders;

import org.jspecify.annotations.Nullable;

/**
 * The peaks of a server's metrics; null where it had none.
 *
 * @param heapBytes used, garbage included
 * @param directBytes of buffers outside the heap
 * @param heldBytes what it says that its connections hold
 * @param turnMillis the longest turn of a loop by the clock on the wall
 * @param cpuAtLeastMillis some turn took that much CPU time for certain
 * @param cpuAtMostMillis no turn took more CPU time
 */
record Peaks(
        @Nullable Double heapBytes,
        @Nullable Double directBytes,
        @Nullable Double heldBytes,
        double turnMillis,
        double cpuAtLeastMillis,
        double cpuAtMostMillis) {
    static final Peaks NONE = new Peaks(null, null, null, 0, 0, 0);

    /** These and memory that is used now. */
    Peaks with(@Nullable Double heap, @Nullable Double direct, @Nullable Double held) {
        return new Peaks(
                most(heapBytes, heap),
                most(directBytes, direct),
                most(heldBytes, held),
                turnMillis,
                cpuAtLeastMillis,
                cpuAtMostMillis);
    }

    /** These and a turn. */
    Peaks with(long turnNanos, TurnCpu cpu) {
        return new Peaks(
                heapBytes,
                directBytes,
                heldBytes,
                Math.max(turnMillis, turnNanos / 1e6),
                Math.max(cpuAtLeastMillis, cpu.atLeastNanos() / 1e6),
                Math.max(cpuAtMostMillis, cpu.atMostNanos() / 1e6));
    }

    private static @Nullable Double most(@Nullable Double one, @Nullable Double other) {
        if (one == null || other == null) return one == null ? other : one;
        return Math.max(one, other);
    }
}
