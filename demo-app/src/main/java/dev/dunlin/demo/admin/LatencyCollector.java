package dev.dunlin.demo.admin;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Arrays;

/**
 * Tells Prometheus of durations that were counted before it asks; a timer of Micrometer's would count them itself, at a
 * higher price.
 */
final class LatencyCollector implements Collector {
    private static final double NANOS = 1e9;

    private final LatencyHistogram latencies;

    LatencyCollector(LatencyHistogram latencies) {
        this.latencies = latencies;
    }

    @Override
    public MetricSnapshot collect() {
        return HistogramSnapshot.builder()
                .name("dunlin_request_duration_seconds")
                .help("From the complete head of a request to the end of its answer")
                .unit(Unit.SECONDS)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets())
                        .sum(latencies.sumNanos() / NANOS)
                        .build())
                .build();
    }

    private ClassicHistogramBuckets buckets() {
        long[] counts = latencies.counts();
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        int from = 0;
        for (int bucket : LatencyHistogram.coarseBuckets()) {
            buckets.bucket(LatencyHistogram.boundNanos(bucket) / NANOS, sum(counts, from, bucket + 1));
            from = bucket + 1;
        }
        return buckets.bucket(Double.POSITIVE_INFINITY, sum(counts, from, counts.length))
                .build();
    }

    private static long sum(long[] counts, int from, int to) {
        return Arrays.stream(counts, from, to).sum();
    }
}
