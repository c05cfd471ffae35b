package dev.dunlin.benchmarks.macro.holders;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Polls the metrics of a server. Thread-safe. */
final class MetricsWatch implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** The server tells the longest turn of the last two seconds at the most. */
    private static final long LAG_WINDOW = 2_000_000_000;

    private static final String WORKER = "worker";
    private static final String LAG = "dunlin_worker_lag_seconds";
    private static final String OPEN = "dunlin_connections_open";
    private static final String HELD = "dunlin_connections_memory_bytes";

    private final InetSocketAddress admin;
    private final LoopClocks clocks;
    private final Periodic running;
    private final Map<String, Long> lags = new HashMap<>();
    private Peaks peaks = Peaks.NONE;
    private @Nullable Integer open;
    private long askedBefore = System.nanoTime();

    /** Used by the thread only. */
    private @Nullable Client client;

    private MetricsWatch(InetSocketAddress admin, LoopClocks clocks) {
        this.admin = admin;
        this.clocks = clocks;
        this.running = Periodic.start("metrics-watch", PERIOD, this::ask);
    }

    /** @param clocks tell of the turns that the server says were long */
    static MetricsWatch start(InetSocketAddress admin, LoopClocks clocks) {
        return new MetricsWatch(admin, clocks);
    }

    /** The names of a server's loops. */
    static Set<String> workers(InetSocketAddress admin) throws IOException {
        try (Client once = new Client(admin, PATIENCE)) {
            return MetricsPage.parse(once.get("/metrics")).by(WORKER, LAG).keySet();
        }
    }

    /** Forgets the peaks. */
    synchronized void begin() {
        peaks = Peaks.NONE;
    }

    /** The peaks since {@link #begin}. */
    synchronized Peaks peaks() {
        return peaks;
    }

    /** How many connections the server has said are open; nothing if it did not respond when it was asked last. */
    synchronized Optional<Integer> open() {
        return Optional.ofNullable(open);
    }

    @Override
    public void close() {
        running.close();
        if (client != null) client.close();
    }

    private void ask() {
        long asked = System.nanoTime();
        try {
            if (client == null) client = new Client(admin, PATIENCE);
            keep(MetricsPage.parse(client.get("/metrics")), System.nanoTime());
            askedBefore = asked;
        } catch (IOException e) {
            if (client != null) client.close();
            client = null;
            forget();
        }
    }

    private synchronized void forget() {
        open = null;
    }

    private synchronized void keep(MetricsPage page, long now) {
        open = page.sum(OPEN).map(Double::intValue).orElse(null);
        peaks = peaks.with(
                page.sum("jvm_memory_used_bytes", "area=\"heap\"").orElse(null),
                page.sum("jvm_buffer_memory_used_bytes", "id=\"direct\"").orElse(null),
                page.sum(HELD).orElse(null));
        page.by(WORKER, LAG).forEach((worker, seconds) -> keepLag(worker, Math.round(seconds * 1e9), now));
    }

    /** One that is the same as before was told before. One that is shorter may have ended long ago. */
    private void keepLag(String worker, long lag, long now) {
        Long before = lags.put(worker, lag);
        if (before == null || lag == before) return;
        long from = lag > before ? askedBefore : now - LAG_WINDOW;
        TurnCpu cpu = lag <= Verdict.LONGEST_TURN.toNanos()
                ? new TurnCpu(0, lag)
                : clocks.turn(worker, lag, from, now).orElse(new TurnCpu(0, lag));
        peaks = peaks.with(lag, cpu);
    }
}
