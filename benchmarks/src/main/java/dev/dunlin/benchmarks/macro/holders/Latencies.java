package dev.dunlin.benchmarks.macro.holders;

import java.util.Arrays;

/** How long requests took that are made at a steady pace. For any thread. */
final class Latencies {
    private final long periodNanos;
    private long[] nanos = new long[1024];
    private int count;
    private int failures;

    /**
     * What the requests of a phase have shown, in milliseconds.
     *
     * @param count how many were served; one that took longer than the pace allows counts also for those that would have
     *     been made meanwhile
     * @param failures how many were not served
     */
    record Figures(int count, int failures, double p50, double p99, double max) {}

    /** @param periodNanos the time from a request to the next */
    Latencies(long periodNanos) {
        this.periodNanos = periodNanos;
    }

    /** Adds a request that was served, and those that had to wait behind it. */
    synchronized void add(long took) {
        for (long each = took; each == took || each > 0; each -= periodNanos) {
            if (count == nanos.length) nanos = Arrays.copyOf(nanos, 2 * count);
            nanos[count++] = each;
        }
    }

    /** Adds a request that was not served. */
    synchronized void fail() {
        failures++;
    }

    synchronized Figures figures() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Figures(count, failures, millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1));
    }

    /** Of the smallest value that the given share of all does not exceed; 0 if there are none. */
    private static double millis(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
    }
}
