package dev.dunlin.http.server;

import dev.dunlin.http.Handler;
import dev.dunlin.http.net.ConnectionLimit;
import dev.dunlin.http.net.MemoryBudget;
import dev.dunlin.http.net.SafeLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of a server, which begin and end together. */
final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** The longest that loops may take for a turn when nothing blocks them. */
    private static final long LAST_TURN_NANOS = 2_000_000_000;

    private final List<Worker> workers = new ArrayList<>();
    private final List<BoundEndpoint> endpoints;
    private final ConnectionLimit connections;
    private final MemoryBudget memory;
    private final Consumer<? super Throwable> onFailure;
    private final AtomicBoolean hasFailed = new AtomicBoolean();
    private @Nullable LoopWatch watch;

    private Workers(ServerConfig config, List<BoundEndpoint> endpoints, Consumer<? super Throwable> onFailure) {
        this.endpoints = endpoints;
        this.connections = new ConnectionLimit(config.maxConnections());
        this.memory = new MemoryBudget(config.memoryBudget(), config.workers(), connections::open);
        this.onFailure = onFailure;
    }

    /**
     * Starts as many as the configuration says: all, or none, whatever is thrown.
     *
     * @param onFailure notified, once at the most, when a worker could not go on
     * @throws IOException if the operating system has not enough of what they need
     */
    static Workers start(
            ServerConfig config,
            List<BoundEndpoint> endpoints,
            Layers layers,
            Handler handler,
            Consumer<? super Throwable> onFailure)
            throws IOException {
        Workers made = new Workers(config, endpoints, onFailure);
        int started = 0;
        try {
            for (int i = 0; i < config.workers(); i++) {
                made.workers.add(
                        new Worker(i, endpoints, layers, config, handler, made.connections, made.memory, made::fail));
            }
            for (; started < config.workers(); started++)
                made.workers.get(started).start();
            made.watch = new LoopWatch(
                    made.workers.stream().map(Worker::loop).toList(),
                    endpoints.get(0).label());
        } catch (Throwable t) {
            made.undo(started);
            throw t;
        }
        return made;
    }

    private void undo(int started) {
        List<Worker> running = workers.subList(0, started);
        running.forEach(Worker::end);
        workers.subList(started, workers.size()).forEach(Worker::discard);
        if (joinUninterruptibly(running)) Thread.currentThread().interrupt();
    }

    /**
     * A worker's loop has ended that should not have. A server with fewer loops than it was told to have would leave those
     * clients waiting that the operating system gives to the missing one, so that no more are let in. On that loop's thread.
     */
    private void fail(Throwable cause) {
        if (!hasFailed.compareAndSet(false, true)) return;
        try {
            stopListening();
        } catch (Throwable t) {
            SafeLog.error(LOG, "listening was not ended in order", t);
        }
        for (BoundEndpoint endpoint : endpoints) endpoint.close();
        onFailure.accept(cause);
    }

    private void stopListening() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(workers.size());
        for (Worker worker : workers) stop(worker, told);
        if (!told.await(LAST_TURN_NANOS, TimeUnit.NANOSECONDS)) LOG.debug("not all loops have come to that yet");
    }

    private static void stop(Worker worker, CountDownLatch told) {
        try {
            worker.stop(told::countDown);
        } catch (Throwable t) {
            told.countDown();
            SafeLog.error(LOG, "a worker was not stopped in order", t);
        }
    }

    /** Tells whether the caller is one of them. */
    boolean isCurrent() {
        return workers.stream().anyMatch(Worker::isCurrent);
    }

    /** Tells whether that is the loop of one of them. */
    boolean hasLoop(Object loop) {
        return workers.stream().anyMatch(worker -> worker.loop() == loop);
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
            for (Worker worker : workers) stop(worker, told);
            long start = System.nanoTime();
            boolean allStop = told.await(TimeUnit.NANOSECONDS.convert(grace), TimeUnit.NANOSECONDS);
            if (allStop) connections.awaitNone(grace.minusNanos(System.nanoTime() - start));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        int cut = connections.open();
        for (Worker worker : workers) worker.end();
        interrupted |= joinUninterruptibly(workers);
        if (watch != null) watch.close();
        if (interrupted) Thread.currentThread().interrupt();
        return cut;
    }

    /** Returns whether the thread was interrupted meanwhile. */
    private static boolean joinUninterruptibly(List<Worker> workers) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + LAST_TURN_NANOS;
        for (Worker worker : workers) interrupted |= worker.joinUninterruptibly(deadline);
        return interrupted;
    }
}
