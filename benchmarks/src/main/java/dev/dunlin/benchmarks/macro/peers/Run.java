package dev.dunlin.benchmarks.macro.peers;

import org.jspecify.annotations.Nullable;

/**
 * One server under one load in one round.
 *
 * @param round counted from 1
 * @param measured what it has shown, unless it was refused
 * @param refusal why it counts for nothing, where that is so
 */
record Run(
        Server server,
        Load load,
        int round,
        @Nullable Measured measured,
        @Nullable String refusal) {
    /**
     * What a run has shown in which all requests were answered with success.
     *
     * @param micros the server's CPU time in microseconds by request, or by MiB for big files
     * @param medianMillis within which time half of the requests were answered
     * @param p99Millis within which time 99 of 100 were
     * @param fairness how the bytes were dealt out, where that was measured
     */
    record Measured(
            double micros,
            double requestsPerSecond,
            double megabytesPerSecond,
            double medianMillis,
            double p99Millis,
            @Nullable Fairness fairness) {}
}
