package dev.dunlin.http.server;

import dev.dunlin.http.Handler;
import dev.dunlin.http.net.ConnectionLimit;
import dev.dunlin.http.net.MemoryBudget;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The workers of a server, which begin and end together. */
final class Workers {
    private final List<Worker> workers = new ArrayList<>();
    private final ConnectionLimit connections;
    private final MemoryBudget memory;

    private Workers(ConnectionLimit connections, MemoryBudget memory) {
        this.connections = connections;
        this.memory = memory;
    }

    /**
     * Starts as many as the configuration says: all, or none.
     *
     * @throws IOException if the operating system has not enough of what they need
     */
    static Workers start(ServerConfig config, List<BoundEndpoint> endpoints, Layers layers, Handler handler)
            throws IOException {
        ConnectionLimit connections = new ConnectionLimit(config.maxConnections());
        MemoryBudget memory = new MemoryBudget(config.memoryBudget(), config.workers(), connections::open);
        Workers made = new Workers(connections, memory);
        try {
            for (int i = 0; i < config.workers(); i++) {
                made.workers.add(new Worker(i, endpoints, layers, config, handler, connections, memory));
            }
        } catch (IOException | RuntimeException e) {
            made.workers.forEach(Worker::discard);
            throw e;
        }
        made.workers.forEach(Worker::start);
        return made;
    }

    /** Tells whether the caller is one of them. */
    boolean isCurrent() {
        return workers.stream().anyMatch(Worker::isCurrent);
    }

    ServerSnapshot snapshot() {
        return new ServerSnapshot(
                memory.limit(), workers.stream().map(Worker::snapshot).toList());
    }

    /**
     * Ends all of them, as {@link HttpServer#stop} says. An interrupt ends the waiting, and is left to the caller.
     *
     * @return how many connections were cut
     */
    int stop(Duration grace) {
        boolean interrupted = false;
        try {
            CountDownLatch told = new CountDownLatch(workers.size());
            for (Worker worker : workers) worker.stop(told::countDown);
            long start = System.nanoTime();
            boolean allStop = told.await(TimeUnit.NANOSECONDS.convert(grace), TimeUnit.NANOSECONDS);
            if (allStop) connections.awaitNone(grace.minusNanos(System.nanoTime() - start));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        int cut = connections.open();
        for (Worker worker : workers) worker.end();
        for (Worker worker : workers) interrupted |= worker.joinUninterruptibly();
        if (interrupted) Thread.currentThread().interrupt();
        return cut;
    }
}
