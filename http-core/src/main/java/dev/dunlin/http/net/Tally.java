package dev.dunlin.http.net;

import java.util.concurrent.atomic.AtomicLong;

/** A number that one thread raises, without the price of an atomic addition, and that any thread may read. */
public final class Tally {
    private final AtomicLong sum = new AtomicLong();

    /** Raises the number by one. On the one thread that may. */
    public void increment() {
        add(1);
    }

    /** Raises the number. On the one thread that may. */
    public void add(long more) {
        sum.setRelease(sum.getPlain() + more);
    }

    /** The number, as of a moment ago. */
    public long sum() {
        return sum.getAcquire();
    }
}
