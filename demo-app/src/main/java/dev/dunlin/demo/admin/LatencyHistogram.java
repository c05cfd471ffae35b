package dev.dunlin.demo.admin;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Counts durations in buckets from 1 µs to 10 s, eight to a decade: fine enough for a percentile to be right within some
 * percent, and few enough to be counted and read at no price.
 */
final class LatencyHistogram {
    private static final long[] STEPS = {1_000, 1_500, 2_000, 3_000, 4_000, 5_000, 6_500, 8_000};
    private static final int DECADES = 7;

    /** The greatest duration in each bucket but the last, in nanoseconds; the last takes all that is longer. */
    private static final long[] BOUNDS = LongStream.concat(
                    LongStream.iterate(1, decade -> decade * 10)
                            .limit(DECADES)
                            .flatMap(decade -> Arrays.stream(STEPS).map(step -> step * decade)),
                    LongStream.of(10_000_000_000L))
            .toArray();

    private final LongAdder[] counts =
            Stream.generate(LongAdder::new).limit(BOUNDS.length + 1).toArray(LongAdder[]::new);
    private final LongAdder sum = new LongAdder();

    /** Counts one, in nanoseconds. */
    void record(long nanos) {
        counts[bucket(nanos)].increment();
        sum.add(nanos);
    }

    /** All durations together, in nanoseconds. */
    long sumNanos() {
        return sum.sum();
    }

    /** How many there were in each bucket, of which there are {@link #buckets}. */
    long[] counts() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
    }

    /** The number of buckets. */
    static int buckets() {
        return BOUNDS.length + 1;
    }

    /** The greatest duration that belongs to a bucket, in nanoseconds; {@link Long#MAX_VALUE} for the last. */
    static long boundNanos(int bucket) {
        return bucket < BOUNDS.length ? BOUNDS[bucket] : Long.MAX_VALUE;
    }

    /** Those bounds that are 1, 2 or 5 of their decade, which is enough for a graph: their buckets, in order. */
    static int[] coarseBuckets() {
        return IntStream.range(0, BOUNDS.length)
                .filter(i -> i % STEPS.length == 0 || i % STEPS.length == 2 || i % STEPS.length == 5)
                .toArray();
    }

    /**
     * The duration that a share of those counted did not exceed, in nanoseconds; taken to lie evenly within a bucket.
     *
     * @param counts of the buckets
     * @param share above 0, up to 1
     * @return 0 if nothing was counted; the last bound for what is longer
     */
    static long percentile(long[] counts, double share) {
        double wanted = Arrays.stream(counts).sum() * share;
        if (wanted == 0) return 0;
        long below = 0;
        for (int i = 0; i < BOUNDS.length; i++) {
            if (counts[i] > 0 && below + counts[i] >= wanted) {
                long from = i == 0 ? 0 : BOUNDS[i - 1];
                return from + (long) ((BOUNDS[i] - from) * (wanted - below) / counts[i]);
            }
            below += counts[i];
        }
        return BOUNDS[BOUNDS.length - 1];
    }

    private static int bucket(long nanos) {
        int place = Arrays.binarySearch(BOUNDS, nanos);
        return place < 0 ? -place - 1 : place;
    }
}
