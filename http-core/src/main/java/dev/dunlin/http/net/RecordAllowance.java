package dev.dunlin.http.net;

import javax.net.ssl.SSLException;

/**
 * Limits the records of a TLS connection that carry no content, such as key updates, empty records and warnings (RFC 8446
 * §4.6.3, §5.1): each of them costs the server as much as a request, and the peer next to nothing. A connection may send a
 * burst of them, and then as many as its content and the time allow.
 */
final class RecordAllowance {
    /** The greatest burst, handshakes included. */
    static final int MOST = 100;

    /** How much content pays for another record. */
    private static final int CONTENT = 1024;

    /** How much time does. */
    private static final long NANOS = 100_000_000;

    private int left = MOST;
    private int content;
    private long paidUntil;

    RecordAllowance(long now) {
        this.paidUntil = now;
    }

    /** A record has carried content. */
    void add(int length) {
        content += length;
        if (content < CONTENT) return;
        left = Math.min(MOST, left + content / CONTENT);
        content %= CONTENT;
    }

    /**
     * A record has carried none.
     *
     * @throws SSLException if there were too many
     */
    void spend(long now) throws SSLException {
        if (left == 0) addTime(now);
        if (left == 0) throw new SSLException("too many records without content");
        left--;
    }

    private void addTime(long now) {
        long earned = (now - paidUntil) / NANOS;
        left = (int) Math.min(MOST, earned);
        paidUntil = earned > MOST ? now : paidUntil + earned * NANOS;
    }
}
