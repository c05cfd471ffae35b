package dev.dunlin.http.net;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** How many connections may be open at once, in all loops of a server together. For any thread. */
public final class ConnectionLimit {
    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private final IdleEviction eviction = new IdleEviction();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Lock lock = new ReentrantLock();
    private final Condition noneIsOpen = lock.newCondition();

    /**
     * @param most the greatest number
     */
    public ConnectionLimit(int most) {
        this.most = most;
    }

    /** How many are open now. */
    public int open() {
        return open.get();
    }

    /** Returns what makes room when all places are taken. */
    public IdleEviction eviction() {
        return eviction;
    }

    /**
     * Takes a place.
     *
     * @param retry run once a place may be free, if there is none now; waits once, however often it was told to
     * @return whether there was one
     */
    boolean acquire(Runnable retry) {
        if (tryAcquire()) return true;
        if (!waiting.contains(retry)) waiting.add(retry);
        // One may have become free between the two steps, and its owner have seen nobody waiting.
        if (open.get() < most) wakeAll();
        return false;
    }

    void release() {
        if (open.decrementAndGet() == 0) tellNoneIsOpen();
        if (!waiting.isEmpty()) wakeAll();
    }

    /**
     * Waits until no connection is open.
     *
     * @return how many still are, when the time is up
     */
    public int awaitNone(Duration most) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.convert(most);
        lock.lock();
        try {
            while (left > 0 && open.get() > 0) left = noneIsOpen.awaitNanos(left);
        } finally {
            lock.unlock();
        }
        return open.get();
    }

    private void tellNoneIsOpen() {
        lock.lock();
        try {
            noneIsOpen.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean tryAcquire() {
        // Never counted above the limit, not even for a moment: the last release could then not see that none is open.
        return open.getAndUpdate(now -> now < most ? now + 1 : now) < most;
    }

    private void wakeAll() {
        for (Runnable retry = waiting.poll(); retry != null; retry = waiting.poll()) retry.run();
    }
}
