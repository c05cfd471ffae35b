package dev.dunlin.http.net;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the expensive steps of TLS handshakes, such as signatures, on a few threads off the event loops.
 *
 * <pre>
 *   execute ──► waiting ──► running on one of the threads ──► done
 *                  │
 *                  ├── its connection has closed ──► cancelled
 *                  └── too many wait ──────────────► discarded
 * </pre>
 *
 * <p>{@link HandshakeQueue} says in which order they run. Thread-safe.
 */
public final class HandshakeExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(HandshakeExecutor.class);

    /** How many first steps may wait for each thread before it is overload. */
    private static final int FEW = 16;

    private final Executor threads;
    private final int maxRunning;
    private final int maxWaiting;

    private final Object lock = new Object();
    private final HandshakeQueue waiting;
    private long lastNumber;
    private int running;
    private boolean isClosed;

    /**
     * Creates an executor that uses the threads of another one.
     *
     * @param threads runs up to {@code maxRunning} loops at once, each of which ends when no step waits
     * @param maxWaiting how many steps may wait, at least 1
     */
    public HandshakeExecutor(Executor threads, int maxRunning, int maxWaiting) {
        if (maxRunning < 1) throw new IllegalArgumentException("maxRunning must be at least 1: " + maxRunning);
        if (maxWaiting < 1) throw new IllegalArgumentException("maxWaiting must be at least 1: " + maxWaiting);
        this.threads = threads;
        this.maxRunning = maxRunning;
        this.maxWaiting = maxWaiting;
        this.waiting = new HandshakeQueue(FEW * maxRunning);
    }

    /**
     * Adds a step, and discards another one, or this, if too many wait.
     *
     * @return the number by which {@link #cancel} knows the step
     * @throws RejectedExecutionException if this executor is closed
     */
    long execute(HandshakeTask task) {
        HandshakeTask discarded;
        boolean needsThread;
        long number;
        synchronized (lock) {
            if (isClosed) throw new RejectedExecutionException("the handshake executor is closed");
            number = ++lastNumber;
            waiting.add(number, task);
            discarded = waiting.size() > maxWaiting ? waiting.pollLeastWanted() : null;
            needsThread = running < maxRunning;
            if (needsThread) running++;
        }
        try {
            if (discarded != null) discarded.onDiscarded().run();
        } finally {
            if (needsThread) startThread(number);
        }
        return number;
    }

    /** Removes a step that waits; one that runs already, or has run, is not affected. */
    void cancel(long number) {
        synchronized (lock) {
            waiting.remove(number);
        }
    }

    /** Rejects further steps, and drops those that wait. */
    public void close() {
        synchronized (lock) {
            isClosed = true;
            waiting.clear();
        }
    }

    private void startThread(long number) {
        boolean isStarted = false;
        try {
            threads.execute(this::drain);
            isStarted = true;
        } finally {
            if (!isStarted) {
                cancel(number);
                threadEnded();
            }
        }
    }

    private void drain() {
        boolean isIdle = false;
        try {
            while (!isIdle) isIdle = !runNext();
        } finally {
            if (!isIdle) threadEnded();
        }
    }

    /** Runs a step; returns whether there was one. */
    private boolean runNext() {
        HandshakeTask next = nextOrEnd();
        if (next == null) return false;
        try {
            next.work().run();
        } catch (Throwable t) {
            LOG.error("uncaught exception in a step of a TLS handshake", t);
        }
        return true;
    }

    /** In one go, so that no step is added to a thread that is about to end. */
    private @Nullable HandshakeTask nextOrEnd() {
        synchronized (lock) {
            HandshakeTask next = waiting.poll();
            if (next == null) running--;
            return next;
        }
    }

    private void threadEnded() {
        synchronized (lock) {
            running--;
        }
    }
}
