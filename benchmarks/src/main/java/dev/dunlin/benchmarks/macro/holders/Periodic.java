package dev.dunlin.benchmarks.macro.holders;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A task that a thread of its own runs at a steady pace. Runs that could not begin in time are left out. */
final class Periodic implements AutoCloseable {
    /** Longer than any task waits for the server. */
    private static final Duration END = Duration.ofSeconds(20);

    private final Duration period;
    private final Runnable task;
    private final Thread thread;
    private volatile boolean isOver;

    private Periodic(String name, Duration period, Runnable task) {
        this.period = period;
        this.task = task;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    static Periodic start(String name, Duration period, Runnable task) {
        Periodic periodic = new Periodic(name, period, task);
        periodic.thread.start();
        return periodic;
    }

    /** Waits until the task does not run any more. */
    @Override
    public void close() {
        isOver = true;
        LockSupport.unpark(thread);
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long due = System.nanoTime();
        while (!isOver) {
            task.run();
            due = Math.max(due + period.toNanos(), System.nanoTime());
            for (long wait = due - System.nanoTime(); wait > 0 && !isOver; wait = due - System.nanoTime())
                LockSupport.parkNanos(wait);
        }
    }
}
