package dev.dunlin.benchmarks.macro.holders;

import org.jspecify.annotations.Nullable;

/**
 * What one kind of holder has shown.
 *
 * @param toll what became of its connections
 * @param held how many connections were open at the server at the end, the well-behaved clients' included; null if it did not tell
 * @param quiet the requests of the well-behaved clients before
 * @param during while connections were opened and held
 * @param after when they were closed
 * @param recoveredMillis from the end of the holders to the first prompt response; null if there was none in time
 * @param cpuSeconds what the server used from the first connection to its recovery
 * @param seconds how long that took
 * @param peaks the peaks of its metrics meanwhile
 * @param isAlive whether the process still ran at the end
 * @param printed the last of what the server has printed
 */
record Outcome(
        Kind kind,
        Attack.Toll toll,
        @Nullable Integer held,
        Latencies.Figures quiet,
        Latencies.Figures during,
        Latencies.Figures after,
        @Nullable Double recoveredMillis,
        Memory memory,
        double cpuSeconds,
        double seconds,
        Peaks peaks,
        boolean isAlive,
        String printed) {
    /**
     * Resident memory in MiB.
     *
     * @param before the holders came
     * @param peak until the server has recovered
     * @param after it has
     */
    record Memory(double before, double peak, double after) {}

    /** How many requests of the well-behaved clients were not served. */
    int failures() {
        return during.failures() + after.failures();
    }
}
