package dev.dunlin.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A limit for calls of the system that may never return, such as opening a file on a disk that does not respond. */
final class TimeLimit {
    private TimeLimit() {}

    /**
     * Runs a task on a thread of its own.
     *
     * @return what the task returns
     * @throws IOException if the task takes longer, which it may then do for ever, or if it throws this
     * @throws RuntimeException if the task throws this
     */
    static <T> T within(Duration limit, Callable<T> task) throws IOException {
        FutureTask<T> result = new FutureTask<>(task);
        Thread thread = new Thread(result, "time-limit");
        thread.setDaemon(true);
        thread.start();
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no response within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) throw failure;
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new IllegalStateException(e.getCause());
        }
    }
}
