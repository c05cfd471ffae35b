package dev.dunlin.http.net;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the memory that the connections of one loop hold, and finds who holds the most. The connections are in lists by the
 * power of two below what they hold, so that a change costs nothing unless it is a large one. For the loop's thread.
 */
final class LoopMemory {
    private static final Logger LOG = LoggerFactory.getLogger(LoopMemory.class);

    /** The last list of those who hold hardly anything. */
    private static final int LITTLE = ConnectionMemory.listOf(ConnectionMemory.LITTLE);

    private final MemoryBudget budget;
    private final Executor loop;
    private final long chunk;

    /** The first of each list; those in list {@code i} hold from 2^i to 2^(i+1) bytes, exclusively. */
    private final @Nullable ConnectionMemory[] bySize = new ConnectionMemory[Long.SIZE];

    /** Those that are not read before memory is free. */
    private final Set<ConnectionMemory> unread = new HashSet<>();

    private final Runnable resumeFromAnywhere = this::resumeReadingSoon;
    private final AtomicBoolean isReliefDue = new AtomicBoolean();
    private final Tally aborted = new Tally();
    private final Tally counted = new Tally();
    private long held;
    private long reserved;
    private boolean hasGrown;

    LoopMemory(MemoryBudget budget, Executor loop, long chunk) {
        this.budget = budget;
        this.loop = loop;
        this.chunk = chunk;
    }

    /** Returns the budget that this counts for. */
    MemoryBudget budget() {
        return budget;
    }

    /** Returns the memory that the connections hold, in bytes. From any thread. */
    long held() {
        return counted.sum();
    }

    /** Returns how many connections were aborted for holding too much. From any thread. */
    long aborted() {
        return aborted.sum();
    }

    /** Counts what a connection holds more, or less. */
    void add(long bytes) {
        held += bytes;
        counted.add(bytes);
        if (held > reserved) {
            long wanted = (held - reserved + chunk - 1) / chunk * chunk;
            reserved += wanted;
            budget.reserve(wanted);
            hasGrown = true;
        } else if (reserved - held > 2 * chunk) {
            long unused = (reserved - held - chunk) / chunk * chunk;
            reserved -= unused;
            budget.release(unused);
        }
    }

    void link(ConnectionMemory connection, int list) {
        ConnectionMemory first = bySize[list];
        connection.next = first;
        connection.previous = null;
        if (first != null) first.previous = connection;
        bySize[list] = connection;
    }

    void unlink(ConnectionMemory connection, int list) {
        ConnectionMemory next = connection.next;
        ConnectionMemory previous = connection.previous;
        if (next != null) next.previous = previous;
        if (previous == null) {
            bySize[list] = next;
        } else {
            previous.next = next;
        }
        connection.next = null;
        connection.previous = null;
    }

    /** Reads a connection no further until memory is free. */
    void awaitReading(ConnectionMemory connection) {
        if (unread.isEmpty()) budget.reading().await(resumeFromAnywhere);
        unread.add(connection);
    }

    /** The connection is closed. */
    void forget(ConnectionMemory connection) {
        if (!unread.isEmpty()) unread.remove(connection);
    }

    private void resumeReadingSoon() {
        loop.execute(this::resumeReading);
    }

    private void resumeReading() {
        List<ConnectionMemory> all = List.copyOf(unread);
        unread.clear();
        for (ConnectionMemory connection : all) connection.resumeReading();
    }

    /** Returns whether there is memory for another connection: enough for everybody, or some that this loop has reserved. */
    boolean mayAccept() {
        return reserved - held >= chunk || !budget.accepting().isPassed();
    }

    /**
     * Aborts those who hold the most, and more than their share, if memory is short because somebody has just taken some.
     * To be called between two pieces of work, none of which it then interrupts.
     */
    void relieve() {
        if (!hasGrown) return;
        hasGrown = false;
        if (budget.accepting().isPassed() && !abortLargest()) budget.relieveElsewhere(this);
    }

    /** Does the same for another loop, which has nobody to abort. From any thread. */
    void relieveSoon() {
        if (isReliefDue.compareAndSet(false, true)) loop.execute(this::relieveOther);
    }

    private void relieveOther() {
        isReliefDue.set(false);
        abortLargest();
    }

    /** Returns whether that was enough. */
    private boolean abortLargest() {
        long share = budget.fairShare();
        while (budget.accepting().isPassed()) {
            ConnectionMemory largest = largestAbove(share);
            if (largest == null) return false;
            LOG.debug("aborting a connection that holds {} bytes, with a share of {}", largest.held(), share);
            aborted.increment();
            largest.abort(new IOException("it holds more memory than its share, and memory is short"));
        }
        return true;
    }

    /**
     * Aborts those who hold the most, until an eighth of what all hold is free: there is no memory even for what the loop
     * itself needs. Those who hold hardly anything stay. Allocates nothing.
     */
    void abortLargestForWantOfMemory(Throwable cause) {
        long enough = held - held / 8;
        for (int list = bySize.length - 1; list > LITTLE && held >= enough; list--) {
            while (bySize[list] != null && held >= enough) {
                ConnectionMemory largest = bySize[list];
                aborted.increment();
                largest.abort(cause);
                largest.close();
            }
        }
    }

    private @Nullable ConnectionMemory largestAbove(long share) {
        int lowest = ConnectionMemory.listOf(share);
        for (int list = bySize.length - 1; list >= lowest; list--) {
            ConnectionMemory largest = null;
            long most = share;
            for (ConnectionMemory each = bySize[list]; each != null; each = each.next) {
                if (each.held() <= most) continue;
                largest = each;
                most = each.held();
                // Above the list that the share falls into everybody will do, and there may be thousands.
                if (list > lowest) break;
            }
            if (largest != null) return largest;
        }
        return null;
    }
}
