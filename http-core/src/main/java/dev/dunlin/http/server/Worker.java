package dev.dunlin.http.server;

import dev.dunlin.http.Handler;
import dev.dunlin.http.h1.Http1Loop;
import dev.dunlin.http.net.ConnectionFactory;
import dev.dunlin.http.net.ConnectionLimit;
import dev.dunlin.http.net.EventLoop;
import dev.dunlin.http.net.HandshakeCounts;
import dev.dunlin.http.net.Listener;
import dev.dunlin.http.net.MemoryBudget;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop with what it accepts from and what speaks HTTP on it. */
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final EventLoop loop;
    private final Http1Loop http;
    private final List<Listener> listeners = new ArrayList<>();
    private final HandshakeCounts handshakes = new HandshakeCounts();

    /**
     * @param number of the worker, from 0 on
     * @param endpoints to accept from; each has a channel for this worker
     * @param layers what lies between their sockets and HTTP
     * @param whenFailed notified if the loop ends though nobody has ended it, by its thread
     */
    Worker(
            int number,
            List<BoundEndpoint> endpoints,
            Layers layers,
            ServerConfig config,
            Handler handler,
            ConnectionLimit connections,
            MemoryBudget memory,
            Consumer<? super Throwable> whenFailed)
            throws IOException {
        this.loop = new EventLoop("dunlin-" + endpoints.get(0).label() + "-" + (number + 1), memory, whenFailed);
        try {
            this.http = new Http1Loop(loop, config.http1(), handler);
            connections.eviction().join(loop, http::closeLongestIdle);
            for (BoundEndpoint endpoint : endpoints) {
                ConnectionFactory factory = layers.around(http, endpoint.endpoint(), loop, handshakes);
                listeners.add(endpoint.sockets().listen(number, loop, factory, connections));
            }
        } catch (Throwable t) {
            loop.discard();
            throw t;
        }
    }

    void start() {
        loop.start();
    }

    /** Gives back what a worker holds that is not to be started. */
    void discard() {
        loop.discard();
    }

    EventLoop loop() {
        return loop;
    }

    boolean isCurrent() {
        return loop.isCurrent();
    }

    /** Ends listening, and lets the connections end calmly. */
    void stop(Runnable told) {
        loop.execute(() -> {
            try {
                http.stopping();
                loop.stop();
            } finally {
                told.run();
            }
        });
    }

    /** Ends the loop, after the tasks that it was given before, and cuts the connections that are left. */
    void end() {
        try {
            loop.execute(loop::end);
        } catch (Throwable t) {
            // There is no memory for a task.
            loop.end();
        }
    }

    WorkerSnapshot snapshot() {
        // What is closed is read first, so that it is never more than what was opened.
        long closed = listeners.stream().mapToLong(Listener::closed).sum();
        return new WorkerSnapshot(
                loop.toString(),
                listeners.stream().mapToLong(Listener::opened).sum(),
                closed,
                listeners.stream().mapToLong(Listener::refused).sum(),
                http.evicted(),
                loop.memoryHeld(),
                loop.abortedForMemory(),
                http.exchanges(),
                Duration.ofNanos(loop.busyNanos()),
                Duration.ofNanos(loop.lagNanos()),
                handshakes.waiting(),
                handshakes.discarded(),
                new LoopHealth(loop.isAlive(), loop.errors(), loop.outOfMemoryErrors()));
    }

    /**
     * Waits for the end of the loop, unless it is blocked.
     *
     * @param deadline by {@link System#nanoTime}
     * @return whether the thread was interrupted meanwhile
     */
    boolean joinUninterruptibly(long deadline) {
        boolean interrupted = false;
        while (true) {
            try {
                boolean hasEnded = loop.join(Duration.ofNanos(deadline - System.nanoTime()));
                if (!hasEnded) LOG.warn("{} is blocked by a handler, and ends after that", loop);
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
