package dev.dunlin.benchmarks.macro.holders;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two well-behaved clients that ask for a small file every 50 ms, one over a connection that it keeps, the other over a new
 * one each time.
 */
final class Visitors implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final InetSocketAddress server;
    private volatile Latencies phase = new Latencies(PERIOD.toNanos());
    private final List<Periodic> running;

    /** Used by one of the threads only. */
    private @Nullable Client kept;

    private Visitors(InetSocketAddress server) {
        this.server = server;
        this.running = List.of(
                Periodic.start("visitor-kept", PERIOD, this::askOnKept),
                Periodic.start("visitor-new", PERIOD, this::askOnNew));
    }

    static Visitors start(InetSocketAddress server) {
        return new Visitors(server);
    }

    /** Begins a phase; the requests that begin from now on add to what this returns. */
    Latencies enter() {
        Latencies next = new Latencies(PERIOD.toNanos());
        phase = next;
        return next;
    }

    /** Waits until no request is under way. */
    @Override
    public void close() {
        running.forEach(Periodic::close);
        if (kept != null) kept.close();
    }

    private void askOnKept() {
        Latencies now = phase;
        long begun = System.nanoTime();
        try {
            if (kept == null) kept = new Client(server, PATIENCE);
            kept.get(Site.SMALL);
            now.add(System.nanoTime() - begun);
            if (kept.isLast()) forget();
        } catch (IOException e) {
            now.fail();
            forget();
        }
    }

    private void forget() {
        if (kept != null) kept.close();
        kept = null;
    }

    private void askOnNew() {
        Latencies now = phase;
        long begun = System.nanoTime();
        try (Client client = new Client(server, PATIENCE)) {
            client.get(Site.SMALL);
            now.add(System.nanoTime() - begun);
        } catch (IOException e) {
            now.fail();
        }
    }
}
