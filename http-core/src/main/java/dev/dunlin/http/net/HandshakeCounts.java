package dev.dunlin.http.net;

/** Counts the expensive steps of the TLS handshakes of one loop. Written by the loop's thread, read by any. */
public final class HandshakeCounts {
    private final Tally begun = new Tally();
    private final Tally ended = new Tally();
    private final Tally discarded = new Tally();

    void begin() {
        begun.increment();
    }

    /** The step was computed or discarded, or its connection has closed. */
    void end() {
        ended.increment();
    }

    void discard() {
        discarded.increment();
    }

    /** Returns how many handshakes wait now for an expensive step to be computed. */
    public long waiting() {
        long before = ended.sum();
        return begun.sum() - before;
    }

    /** Returns how many handshakes were broken off because too many waited. */
    public long discarded() {
        return discarded.sum();
    }
}
