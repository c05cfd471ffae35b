package dev.dunlin.http.net;

import org.jspecify.annotations.Nullable;

/**
 * Counts the memory that one connection makes the server hold from one turn of its loop to the next. Each layer of the
 * connection counts its own, by {@link #replace}. For the loop's thread.
 */
public final class ConnectionMemory {
    /** The connection, as far as its memory is concerned. */
    interface Holder {
        /** Memory is free again: reads on, if it was for want of memory that the connection was not read. */
        void resumeReading();

        /** Closes the connection, because it holds too much; never throws. */
        void abort(Throwable cause);
    }

    /** What a connection at rest takes, without TLS: its objects, the selector's key, and what the operating system's socket is in the JVM. */
    static final int AT_REST = 1024;

    /** Hardly more than an idle connection takes: nobody is aborted for that. */
    static final int LITTLE = 2 * AT_REST;

    private static final int NONE = -1;

    private final LoopMemory loop;
    private final Holder holder;
    private long held;
    private int list = NONE;

    @Nullable
    ConnectionMemory next;

    @Nullable
    ConnectionMemory previous;

    /** Creates the count of a connection that holds as much as any. */
    ConnectionMemory(LoopMemory loop, Holder holder) {
        this.loop = loop;
        this.holder = holder;
        add(AT_REST);
    }

    /** Returns a count that has no bound, for connections without a server. */
    public static ConnectionMemory unbounded() {
        return new ConnectionMemory(MemoryBudget.unlimited().share(Runnable::run), new Unbounded());
    }

    /** Returns what is held, in bytes. */
    public long held() {
        return held;
    }

    /**
     * Counts what a layer of the connection holds. Does nothing once the connection is closed.
     *
     * @param before what the layer has counted last, in bytes; 0 at first
     * @param now what it holds now, in bytes
     */
    public void replace(long before, long now) {
        if (now != before && list != NONE) add(now - before);
    }

    /** Returns whether the connection may be read: it holds no more than its share, or there is memory enough. */
    boolean mayRead() {
        MemoryBudget budget = loop.budget();
        return !budget.reading().isPassed() || held <= budget.fairShare();
    }

    /** Waits until there is memory enough for everybody to be read. */
    void awaitReading() {
        loop.awaitReading(this);
    }

    void resumeReading() {
        holder.resumeReading();
    }

    void abort(Throwable cause) {
        holder.abort(cause);
    }

    /** Releases all; the connection is closed. */
    void close() {
        if (list == NONE) return;
        loop.unlink(this, list);
        list = NONE;
        loop.forget(this);
        loop.add(-held);
        held = 0;
    }

    private void add(long bytes) {
        held += bytes;
        int to = listOf(held);
        if (to != list) {
            if (list != NONE) loop.unlink(this, list);
            list = to;
            loop.link(this, to);
        }
        loop.add(bytes);
    }

    /** Returns the list of those who hold that much. */
    static int listOf(long bytes) {
        return 63 - Long.numberOfLeadingZeros(Math.max(1, bytes));
    }

    /** Never has to wait, nor to be aborted. */
    private static final class Unbounded implements Holder {
        @Override
        public void resumeReading() {}

        @Override
        public void abort(Throwable cause) {}
    }
}
