package dev.dunlin.http.files;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where a handler does what takes too long for an event loop. Half as many threads as there are processors, so that the loops
 * have the other half; they are created when there is something to do, and end when there was nothing for a while.
 *
 * <p>Whoever gives it work bounds how much.
 */
final class HandlerThreads implements Executor, AutoCloseable {
    private static final int IDLE_SECONDS = 10;

    private final AtomicInteger created = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    HandlerThreads() {
        int most = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                this::thread,
                (task, closed) -> task.run());
        threads.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "files-" + created.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a task on one of the threads; after {@link #close}, on the caller's. */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Ends the threads when they have done what they were given. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
