package dev.dunlin.http.net;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * Bounds the memory that all connections of a server together make it hold: half requests, responses that are not read,
 * compressors. What happens as it is used up:
 *
 * <pre>
 *   free    1 ──────────── 1/4 ──────────────────── 1/8 ─────────────────── 0
 *             all is read   │ who holds more than    │ new connections wait, or replace idle ones; who holds
 *                           │ its share is not read  │ the most, and more than its share, is aborted
 * </pre>
 *
 * <p>A connection's fair share is three quarters of the budget divided by the number of open connections. Who holds no more
 * than that is never aborted for it. The last quarter is nobody's: when all hold their share, and no more, there is still room
 * for those who come. So if new connections have to wait, somebody holds more; or there are so many connections that hardly
 * anything is left for each, and then it takes idle ones to go.
 *
 * <p>The loops count by themselves and reserve from here in chunks, so that next to nothing is shared between threads. For
 * any thread.
 */
public final class MemoryBudget {
    /** So many chunks for each loop: a loop has no more than two of them that it does not use. */
    private static final int CHUNKS_PER_LOOP = 64;

    private static final long SMALLEST_CHUNK = 4 * 1024;

    private final long limit;
    private final long chunk;
    private final IntSupplier openConnections;
    private final AtomicLong free;
    private final Watermark reading;
    private final Watermark accepting;
    private final CopyOnWriteArrayList<LoopMemory> loops = new CopyOnWriteArrayList<>();

    /**
     * Creates a budget of which nothing is used.
     *
     * @param limit in bytes
     * @param loops how many loops will share it
     * @param openConnections returns how many connections are open; called from any thread
     */
    public MemoryBudget(long limit, int loops, IntSupplier openConnections) {
        this.limit = limit;
        this.chunk = Math.max(SMALLEST_CHUNK, limit / CHUNKS_PER_LOOP / loops);
        this.openConnections = openConnections;
        this.free = new AtomicLong(limit);
        this.reading = new Watermark(limit / 4);
        this.accepting = new Watermark(limit / 8);
    }

    /** Returns a budget that is never used up. */
    public static MemoryBudget unlimited() {
        return new MemoryBudget(Long.MAX_VALUE, 1, () -> 1);
    }

    /** Returns the budget in bytes. */
    public long limit() {
        return limit;
    }

    /** Returns the bytes that are held, rounded up to the chunks that the loops reserve. */
    public long used() {
        return limit - free.get();
    }

    /**
     * Adds the count of a loop.
     *
     * @param loop runs what concerns its connections
     */
    LoopMemory share(Executor loop) {
        LoopMemory memory = new LoopMemory(this, loop, chunk);
        loops.add(memory);
        return memory;
    }

    /** Returns how much each connection may hold, in bytes, when there is not enough for all. */
    long fairShare() {
        return Math.max(ConnectionMemory.LITTLE, (limit - limit / 4) / Math.max(1, openConnections.getAsInt()));
    }

    /** Returns the mark below which those who hold more than their share are not read. */
    Watermark reading() {
        return reading;
    }

    /** Returns the mark below which new connections wait. */
    Watermark accepting() {
        return accepting;
    }

    /** Takes memory that a loop's connections hold already, which may be more than there is. */
    void reserve(long bytes) {
        free.addAndGet(-bytes);
    }

    /** Releases what was reserved. */
    void release(long bytes) {
        long after = free.addAndGet(bytes);
        reading.rise(after);
        accepting.rise(after);
    }

    /** Makes the other loops abort those who hold the most, since this one has nobody above the share. */
    void relieveElsewhere(LoopMemory asking) {
        for (LoopMemory other : loops) {
            if (other != asking) other.relieveSoon();
        }
    }

    /** A level of free memory, and who waits until there is as much again. */
    final class Watermark {
        private final long level;
        private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

        private Watermark(long level) {
            this.level = level;
        }

        /** Returns whether there is less than this. */
        boolean isPassed() {
            return free.get() < level;
        }

        /**
         * Waits for more memory.
         *
         * @param task run once, when there may be enough; on any thread
         */
        void await(Runnable task) {
            waiting.add(task);
            // It may have become free between the two steps, and nobody have seen the task.
            if (!isPassed()) runAll();
        }

        private void rise(long free) {
            if (free >= level && !waiting.isEmpty()) runAll();
        }

        private void runAll() {
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) task.run();
        }
    }
}
