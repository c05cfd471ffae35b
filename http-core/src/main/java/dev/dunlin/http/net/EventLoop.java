package dev.dunlin.http.net;

import dev.dunlin.http.runtime.LoopThread;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that waits for its channels to be ready, for tasks from other threads, and for deadlines; each in turn:
 *
 * <pre>
 *   ┌─► select ──► ready channels ──► tasks ──► deadlines ──┐
 *   └───────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>A connection lives and dies on one loop, so that nothing of it needs a lock.
 *
 * <p>Whatever is thrown in a turn, errors included, ends what was worked on and not the loop. Only a selector that fails again
 * and again ends it, though memory is not short: then all that is registered is aborted, and the failure is reported.
 */
public final class EventLoop implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    /** So many times in a row selecting may fail; with the pauses in between, that is after about 13 s. */
    private static final int MOST_FAILURES = 50;

    private static final long PAUSE_NANOS = 10_000_000;

    private final Thread thread;
    private final Consumer<? super Throwable> whenFailed;
    private final LoopErrors errors = new LoopErrors(LOG);
    private final LoopChannels channels;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean wakeupIsDue = new AtomicBoolean();
    private final Object closing = new Object();
    private volatile boolean closed;

    private final LoopMemory memory;
    private final DeadlineLists deadlines = new DeadlineLists();
    private long now = System.nanoTime();
    private final TurnTimes turns = new TurnTimes(now);
    private final StallReport stalls;
    private boolean clockIsFresh;
    private volatile boolean ended;
    private int failuresInARow;
    private @Nullable Throwable failure;

    /**
     * Creates a loop that does not run yet.
     *
     * @param name the thread's name
     * @param budget what its connections may hold, together with those of other loops
     * @param whenFailed notified if the loop ends though nobody has ended it; called once at the most, as the last thing that
     *     its thread does
     * @throws IOException if the operating system has no selector left
     */
    public EventLoop(String name, MemoryBudget budget, Consumer<? super Throwable> whenFailed) throws IOException {
        this(name, budget, whenFailed, Selector.open());
    }

    EventLoop(String name, MemoryBudget budget, Consumer<? super Throwable> whenFailed, Selector selector) {
        this.whenFailed = whenFailed;
        this.channels = new LoopChannels(selector, errors, this::refreshClock, this::relieve);
        this.memory = budget.share(this);
        this.thread = new Thread(this::run, name);
        this.stalls = new StallReport(thread, turns);
    }

    /** Gives back what a loop holds that was made and is not to be started. */
    public void discard() {
        close();
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Waits until the thread has ended, or the time is up; tells whether it has ended. */
    public boolean join(Duration most) throws InterruptedException {
        // Its own thread is there after the end only to report it, and cannot wait for itself.
        if (Thread.currentThread() == thread) return closed;
        thread.join(Math.max(1, most.toMillis()));
        return !thread.isAlive();
    }

    /** The thread's name. */
    @Override
    public String toString() {
        return thread.getName();
    }

    /** Returns whether the loop has started and has not ended. From any thread. */
    public boolean isAlive() {
        return !closed && thread.isAlive();
    }

    /** Returns whether the caller is this loop's thread, and the loop has not ended. */
    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == thread && !closed;
    }

    /**
     * Runs a task on the loop's thread, after what the loop does now; one that comes after the loop's end is run by the
     * caller, since by then nothing is left that it could disturb. From any thread.
     */
    @Override
    public void execute(Runnable task) {
        if (closed) {
            run(task);
            return;
        }
        add(task);
        // The loop may have ended between the two steps, and not have seen the task.
        if (closed && tasks.remove(task)) {
            run(task);
            return;
        }
        if (!isCurrent() && wakeupIsDue.compareAndSet(false, true)) wakeUp();
    }

    /** A task that is lost may be what a connection has to wait for, so that there is a reserve for this. */
    private void add(Runnable task) {
        try {
            tasks.add(task);
        } catch (OutOfMemoryError e) {
            errors.freeReserve();
            tasks.add(task);
        }
    }

    /** A selector that is closed meanwhile must not be woken. */
    private void wakeUp() {
        try {
            synchronized (closing) {
                if (!closed) channels.wakeUp();
            }
        } catch (Throwable t) {
            // Or else nobody would wake it again.
            wakeupIsDue.set(false);
            throw t;
        }
    }

    /** How long the loop did not wait for anything to do, in nanoseconds, up to its last turn. From any thread. */
    public long busyNanos() {
        return turns.busyNanos();
    }

    /**
     * The longest time, in nanoseconds, that one of the turns of the last one or two seconds took, the one that runs
     * included: what became ready meanwhile had to wait for so long. From any thread.
     */
    public long lagNanos() {
        return turns.longestNanos(System.nanoTime());
    }

    /**
     * Logs a warning with the loop's stack if it does not come back from a turn; once for each such turn. From one thread,
     * which is not the loop's.
     *
     * @param now as {@link System#nanoTime} tells
     * @param longest the time that a turn may take
     */
    public void reportStall(long now, Duration longest) {
        stalls.look(now, longest);
    }

    /** Returns the memory that its connections hold, in bytes. From any thread. */
    public long memoryHeld() {
        return memory.held();
    }

    /** How many connections were aborted because they held too much memory. From any thread. */
    public long abortedForMemory() {
        return memory.aborted();
    }

    /** Returns how many errors were thrown on this loop, which it has survived. From any thread. */
    public long errors() {
        return errors.errors();
    }

    /** Returns how many of these errors were an {@link OutOfMemoryError}. From any thread. */
    public long outOfMemoryErrors() {
        return errors.outOfMemoryErrors();
    }

    @Override
    public void survived(Throwable thrown) {
        errors.caught(thrown);
    }

    LoopMemory memory() {
        return memory;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public long exactNow() {
        return System.nanoTime();
    }

    @Override
    public long epochMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public Deadlines deadlines(Duration duration) {
        return deadlines.add(duration);
    }

    /** Ends listening, and lets the connections end calmly, those that are accepted last too. For the loop's thread. */
    public void stop() {
        if (!closed) channels.stop();
    }

    /** Ends the loop after this turn; what is registered then is aborted. From any thread. */
    public void end() {
        ended = true;
        if (!isCurrent()) wakeUp();
    }

    SelectionKey register(SelectableChannel channel, int operations, Selectable selectable) throws IOException {
        return channels.register(channel, operations, selectable);
    }

    /** Closes a channel, whatever is thrown meanwhile. */
    void close(SelectableChannel channel) {
        channels.close(channel);
    }

    /** What is registered now, as a copy. */
    List<Selectable> registered() {
        return channels.registered();
    }

    private void run() {
        LoopThread.enter(this);
        while (!ended) {
            try {
                turn();
            } catch (Throwable t) {
                // Even handling an error may throw one. To do nothing about it cannot.
            }
        }
        try {
            close();
        } catch (Throwable t) {
            // What is left of it cannot be closed; the end is reported all the same.
        }
        // Nothing waits for this thread any more: whoever is notified of the end may block it.
        LoopThread.enter(null);
        if (failure != null) report(failure);
    }

    private void report(Throwable cause) {
        // Room for the report itself.
        errors.freeReserve();
        SafeLog.error(LOG, "{} has ended, since it cannot go on", this, cause);
        try {
            whenFailed.accept(cause);
        } catch (Throwable t) {
            SafeLog.error(LOG, "the end of {} was not reported", this, t);
        }
    }

    private void turn() {
        clockIsFresh = false;
        // One that somebody's code has left behind would keep the selector awake.
        Thread.interrupted();
        try {
            channels.select(tasks.isEmpty() ? deadlines.untilNext(now) : 0);
            failuresInARow = 0;
        } catch (Throwable t) {
            // Tasks and deadlines still have their turn: they may be what makes room.
            turnFailed(t);
        }
        refreshClock();
        wakeupIsDue.set(false);
        runTasks();
        sweep();
        if (errors.restock(now)) channels.renewInterest();
        turns.end(System.nanoTime());
    }

    /**
     * What has failed is tried again, after longer and longer pauses, in which others may free what is short. As long as that
     * is memory, it is never given up; this loop's share is to let go of those who hold the most.
     */
    private void turnFailed(Throwable cause) {
        boolean isMemoryShort = cause instanceof OutOfMemoryError;
        errors.caught(cause);
        failuresInARow++;
        if (!channels.isOpen() || (failuresInARow >= MOST_FAILURES && !isMemoryShort)) {
            failure = cause;
            ended = true;
            return;
        }
        if (isMemoryShort) memory.abortLargestForWantOfMemory(cause);
        if (failuresInARow == 1) errors.log("channels could not be waited for, trying again", cause);
        LockSupport.parkNanos(PAUSE_NANOS * Math.min(failuresInARow, MOST_FAILURES));
    }

    private void refreshClock() {
        if (clockIsFresh) return;
        now = System.nanoTime();
        turns.begin(now);
        clockIsFresh = true;
    }

    private void relieve() {
        try {
            memory.relieve();
        } catch (Throwable t) {
            errors.caught(t);
            errors.log("memory was not freed", t);
        }
    }

    /** Runs the tasks that there are now; those that they add wait for the next turn, so that channels get theirs. */
    private void runTasks() {
        int most = tasks.size();
        for (int i = 0; i < most; i++) {
            Runnable task = tasks.poll();
            if (task != null) run(task);
            relieve();
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable t) {
            if (isCurrent()) errors.caught(t);
            errors.log("a task failed", t);
        }
    }

    private void sweep() {
        try {
            deadlines.sweep(now);
        } catch (Throwable t) {
            errors.caught(t);
            errors.log("an expired deadline was not handled", t);
        }
    }

    private void close() {
        try {
            channels.abortAll();
        } finally {
            synchronized (closing) {
                closed = true;
                channels.close();
            }
            runTasks();
        }
    }
}
