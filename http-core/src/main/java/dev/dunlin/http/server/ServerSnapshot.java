package dev.dunlin.http.server;

import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a server has done from its start until now.
 *
 * <pre>{@code
 * ServerSnapshot now = server.snapshot();
 * now.exchanges() - before.exchanges(); // since then
 * }</pre>
 *
 * @param memoryBudget the memory that all connections together may make the server hold, in bytes
 * @param workers one for each event loop, always in the same order
 */
public record ServerSnapshot(long memoryBudget, List<WorkerSnapshot> workers) {
    public ServerSnapshot {
        workers = List.copyOf(workers);
    }

    /** Connections that are open. */
    public long open() {
        return sum(WorkerSnapshot::open);
    }

    /** Connections that were accepted. */
    public long opened() {
        return sum(WorkerSnapshot::opened);
    }

    /** Connections that were accepted and are closed. */
    public long closed() {
        return sum(WorkerSnapshot::closed);
    }

    /** Connections that could not be accepted. */
    public long refused() {
        return sum(WorkerSnapshot::refused);
    }

    /** Idle connections that were closed since clients waited while there were as many as there may be. */
    public long evicted() {
        return sum(WorkerSnapshot::evicted);
    }

    /** Errors that were thrown on event loops, which they have survived. */
    public long errors() {
        return sum(worker -> worker.health().errors());
    }

    /** Returns whether all workers are {@linkplain WorkerSnapshot#isResponsive responsive}. */
    public boolean isResponsive(Duration mostLag) {
        return workers.stream().allMatch(worker -> worker.isResponsive(mostLag));
    }

    /** The memory that connections hold, in bytes, of {@link #memoryBudget}. */
    public long memoryHeld() {
        return sum(WorkerSnapshot::memoryHeld);
    }

    /** Connections that were aborted because memory was short, and they held more than their share. */
    public long abortedForMemory() {
        return sum(WorkerSnapshot::abortedForMemory);
    }

    /** Exchanges that are over. */
    public long exchanges() {
        return sum(WorkerSnapshot::exchanges);
    }

    /** Returns how many TLS handshakes wait for an expensive step to be computed. */
    public long handshakesWaiting() {
        return sum(WorkerSnapshot::handshakesWaiting);
    }

    /** Returns how many TLS handshakes were aborted because too many waited. */
    public long handshakesDiscarded() {
        return sum(WorkerSnapshot::handshakesDiscarded);
    }

    private long sum(ToLongFunction<WorkerSnapshot> figure) {
        return workers.stream().mapToLong(figure).sum();
    }
}
