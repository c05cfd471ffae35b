package dev.dunlin.http.net;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
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
 */
public final class EventLoop implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    private final Selector selector;
    private final Thread thread;
    private final Consumer<SelectionKey> dispatch = this::dispatch;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean wakeupIsDue = new AtomicBoolean();
    private final Object closing = new Object();
    private volatile boolean closed;

    private final LoopMemory memory;
    private final DeadlineLists deadlines = new DeadlineLists();
    private long now = System.nanoTime();
    private final TurnTimes turns = new TurnTimes(now);
    private boolean clockIsFresh;
    private boolean ended;

    /**
     * Makes a loop that does not run yet.
     *
     * @param name the thread's name
     * @throws IOException if the operating system has no selector left
     */
    public EventLoop(String name) throws IOException {
        this(name, MemoryBudget.unlimited());
    }

    /**
     * Makes a loop that does not run yet.
     *
     * @param name the thread's name
     * @param budget what its connections may hold, together with those of other loops
     * @throws IOException if the operating system has no selector left
     */
    public EventLoop(String name, MemoryBudget budget) throws IOException {
        this.memory = budget.share(this);
        this.selector = Selector.open();
        this.thread = new Thread(this::run, name);
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
        thread.join(most.toMillis());
        return !thread.isAlive();
    }

    /** The thread's name. */
    @Override
    public String toString() {
        return thread.getName();
    }

    /** Tells whether the caller is this loop's thread. */
    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
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
        tasks.add(task);
        // The loop may have ended between the two steps, and not have seen the task.
        if (closed && tasks.remove(task)) {
            run(task);
            return;
        }
        if (!isCurrent() && wakeupIsDue.compareAndSet(false, true)) wakeUp();
    }

    /** A selector that is closed meanwhile must not be woken. */
    private void wakeUp() {
        synchronized (closing) {
            if (!closed) selector.wakeup();
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

    /** Returns the memory that its connections hold, in bytes. From any thread. */
    public long memoryHeld() {
        return memory.held();
    }

    /** How many connections were aborted because they held too much memory. From any thread. */
    public long abortedForMemory() {
        return memory.aborted();
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
        for (Selectable selectable : registered()) {
            if (selectable instanceof Listener) selectable.stop();
        }
        for (Selectable selectable : registered()) selectable.stop();
    }

    /** Ends the loop after this turn; what is registered then is closed. For the loop's thread. */
    public void end() {
        ended = true;
    }

    SelectionKey register(SelectableChannel channel, int operations, Selectable selectable) throws IOException {
        return channel.register(selector, operations, selectable);
    }

    /** What is registered now, as a copy. */
    List<Selectable> registered() {
        List<Selectable> all = new ArrayList<>();
        for (SelectionKey key : selector.keys()) {
            if (key.isValid()) all.add((Selectable) key.attachment());
        }
        return all;
    }

    private void run() {
        try {
            while (!ended) turn();
        } catch (IOException | ClosedSelectorException e) {
            LOG.error("the event loop cannot go on", e);
        } finally {
            close();
        }
    }

    private void turn() throws IOException {
        clockIsFresh = false;
        // One that somebody's code has left behind would keep the selector awake.
        Thread.interrupted();
        select();
        refreshClock();
        wakeupIsDue.set(false);
        runTasks();
        sweep();
        turns.end(System.nanoTime());
    }

    private void select() throws IOException {
        long wait = tasks.isEmpty() ? deadlines.untilNext(now) : 0;
        if (wait == 0) {
            selector.selectNow(dispatch);
        } else if (wait == Long.MAX_VALUE) {
            selector.select(dispatch);
        } else {
            selector.select(dispatch, wait / 1_000_000 + 1);
        }
    }

    private void refreshClock() {
        if (clockIsFresh) return;
        now = System.nanoTime();
        turns.begin(now);
        clockIsFresh = true;
    }

    private void dispatch(SelectionKey key) {
        refreshClock();
        Selectable selectable = (Selectable) key.attachment();
        try {
            if (key.isValid()) selectable.onReady(key.readyOps());
        } catch (Throwable t) {
            LOG.error("a bug: a ready channel was not handled", t);
            selectable.abort(t);
        }
        memory.relieve();
    }

    /** Runs the tasks that there are now; those that they add wait for the next turn, so that channels get theirs. */
    private void runTasks() {
        int most = tasks.size();
        for (int i = 0; i < most; i++) {
            Runnable task = tasks.poll();
            if (task != null) run(task);
            memory.relieve();
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable t) {
            LOG.error("a bug: a task failed", t);
        }
    }

    private void sweep() {
        try {
            deadlines.sweep(now);
        } catch (Throwable t) {
            LOG.error("a bug: an expired deadline was not handled", t);
        }
    }

    private void close() {
        for (Selectable selectable : registered()) selectable.abort(new IOException("the server has ended"));
        synchronized (closing) {
            closed = true;
            try {
                selector.close();
            } catch (IOException e) {
                LOG.debug("closing the selector", e);
            }
        }
        runTasks();
    }
}
