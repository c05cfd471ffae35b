package dev.dunlin.benchmarks.macro.threads;

import org.jspecify.annotations.Nullable;

/**
 * What one run has shown.
 *
 * @param round counted from 1
 * @param requests how many were made; all were answered with success
 * @param medianMillis within which time half of them were answered
 * @param p99Millis within which time 99 of 100 were
 * @param serverMicros the server's CPU time by request, in microseconds
 * @param balancerMicros nginx', if there was one
 * @param serverPeakMib the most memory that the server had resident at a time, since it began, in MiB
 */
record Measurement(
        Setting setting,
        int round,
        int requests,
        double requestsPerSecond,
        int medianMillis,
        int p99Millis,
        double serverMicros,
        @Nullable Double balancerMicros,
        double serverPeakMib) {}
