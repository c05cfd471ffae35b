package dev.dunlin.http.testing.loop;

import dev.dunlin.http.net.DeadlineLists;
import dev.dunlin.http.net.Deadlines;
import dev.dunlin.http.net.Loop;
import dev.dunlin.http.runtime.LoopThread;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A loop without a thread, for tests: it runs when somebody drives it, and its clock stands still until it is moved. Tasks
 * come from any thread; everything else is for one thread at a time, the driver, which need not always be the same.
 */
public final class ManualLoop implements Loop {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final DeadlineLists deadlines = new DeadlineLists();
    private final AtomicReference<@Nullable Thread> driver = new AtomicReference<>();
    private final Instant start;
    private long now;

    /**
     * @param start the time of day that it is until the clock is moved
     */
    public ManualLoop(Instant start) {
        this.start = start;
    }

    /**
     * Runs something as the loop's own doing, and then all tasks until none is left.
     *
     * @throws IllegalStateException if it is called by what runs on the loop, or by a second thread
     */
    public void drive(Runnable work) {
        if (!driver.compareAndSet(null, Thread.currentThread()))
            throw new IllegalStateException("a loop is not driven by what runs on it, nor by two at once");
        Object before = LoopThread.enter(this);
        try {
            work.run();
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) task.run();
        } finally {
            LoopThread.enter(before);
            driver.set(null);
        }
    }

    /**
     * Waits for a task, in real time, and drives the loop once there is one.
     *
     * @return false if none came in time
     */
    public boolean driveNextTask(Duration most) throws InterruptedException {
        Runnable task = tasks.poll(TimeUnit.NANOSECONDS.convert(most), TimeUnit.NANOSECONDS);
        if (task == null) return false;
        drive(task);
        return true;
    }

    /** How far the clock is to be moved for the first deadline to pass, in nanoseconds; or {@link Long#MAX_VALUE}. */
    public long untilNextDeadline() {
        return deadlines.untilNext(now);
    }

    /** Moves the clock, and drives the loop: what has expired by then happens. */
    public void advance(long nanos) {
        drive(() -> {
            now += nanos;
            deadlines.sweep(now);
        });
    }

    @Override
    public String toString() {
        return "of the test";
    }

    @Override
    public boolean isCurrent() {
        return driver.get() == Thread.currentThread();
    }

    /** Keeps a task for whoever drives the loop next, or drives it now. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public long now() {
        return now;
    }

    /** The same as {@link #now}: time does not go on by itself. */
    @Override
    public long exactNow() {
        return now;
    }

    @Override
    public long epochMillis() {
        return start.plusNanos(now).toEpochMilli();
    }

    @Override
    public Deadlines deadlines(Duration duration) {
        return deadlines.add(duration);
    }
}
