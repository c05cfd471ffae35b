package dev.dunlin.demo.admin;

import dev.dunlin.http.server.WorkerSnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Makes of what is counted since the start what has happened within a second. On one thread. */
final class StatusSampler {
    /** Percentiles are those of so many seconds: those of a single one would jump. */
    private static final int PERCENTILE_SECONDS = 10;

    private static final int SHOWN_PATHS = 10;

    private final Figures figures;
    private final Readiness readiness;
    private final InstantSource clock;
    private final long start;

    private Reading last;
    private final Deque<long[]> latencies = new ArrayDeque<>();

    /**
     * Begins the first second.
     *
     * @param now by {@link System#nanoTime}
     */
    StatusSampler(Figures figures, Readiness readiness, InstantSource clock, long now) {
        this.figures = figures;
        this.readiness = readiness;
        this.clock = clock;
        this.start = now;
        this.last = read(now);
        latencies.add(figures.exchanges().latencies().counts());
    }

    /** Ends a second, and begins the next. */
    StatusSnapshot next(long now) {
        Reading current = read(now);
        ExchangeMetrics exchanges = figures.exchanges();
        exchanges.topPaths().tick(current.requests - last.requests);
        Sample second = sample(current);
        last = current;
        return new StatusSnapshot(
                readiness.phase().word(),
                Duration.ofNanos(now - start).toSeconds(),
                current.requests,
                current.workers,
                figures.files(),
                exchanges.topPaths().top(SHOWN_PATHS),
                exchanges.lastErrors().all(),
                second);
    }

    private Reading read(long now) {
        ExchangeMetrics exchanges = figures.exchanges();
        return new Reading(
                now, exchanges.requests().total(), exchanges.bytesSent().sum(), figures.workers());
    }

    private Sample sample(Reading current) {
        double seconds = Math.max(current.nanos - last.nanos, 1) / 1e9;
        long[] recent = recentLatencies();
        return new Sample(
                clock.millis(),
                (current.requests - last.requests) / seconds,
                (current.bytes - last.bytes) / seconds,
                percentile(recent, 0.5),
                percentile(recent, 0.9),
                percentile(recent, 0.99),
                shares(current.workers, seconds));
    }

    private long[] recentLatencies() {
        long[] counts = figures.exchanges().latencies().counts();
        latencies.add(counts);
        if (latencies.size() > PERCENTILE_SECONDS + 1) latencies.remove();
        long[] before = latencies.element();
        long[] recent = new long[counts.length];
        for (int i = 0; i < recent.length; i++) recent[i] = counts[i] - before[i];
        return recent;
    }

    private static long percentile(long[] counts, double share) {
        return Math.round(LatencyHistogram.percentile(counts, share) / 1e3);
    }

    private List<Sample.Share> shares(List<WorkerSnapshot> workers, double seconds) {
        List<Sample.Share> shares = new ArrayList<>();
        for (int i = 0; i < workers.size(); i++) {
            WorkerSnapshot worker = workers.get(i);
            // There are none before the servers listen: then all that they have done was done in this second.
            boolean isNew = i >= last.workers.size();
            long exchanges =
                    worker.exchanges() - (isNew ? 0 : last.workers.get(i).exchanges());
            Duration busy = isNew
                    ? worker.busy()
                    : worker.busy().minus(last.workers.get(i).busy());
            shares.add(new Sample.Share(
                    exchanges / seconds,
                    Math.min(busy.toNanos() / 1e9 / seconds, 1),
                    worker.lag().toNanos() / 1e6,
                    worker.open()));
        }
        return shares;
    }

    private record Reading(long nanos, long requests, long bytes, List<WorkerSnapshot> workers) {}
}
