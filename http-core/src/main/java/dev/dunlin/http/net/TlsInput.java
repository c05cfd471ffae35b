package dev.dunlin.http.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a TLS connection. It deciphers in the loop's buffer; what it keeps from one turn to the next is no
 * more than an unfinished record, and what its reader had no room for.
 */
final class TlsInput {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The first byte of a record that is an alert (RFC 8446 §5.1); in TLS 1.3 this shows before the handshake only. */
    private static final byte ALERT = 21;

    private final TlsLoop shared;
    private final Transport outer;
    private final SSLEngine engine;
    private final RecordAllowance allowance;

    /** Received, not deciphered. */
    private ByteBuffer rest = NOTHING;

    /** Deciphered, not delivered. */
    private @Nullable ByteBuffer undelivered;

    private boolean mayHoldRecord;
    private boolean isClosed;
    private boolean isEndTold;

    TlsInput(TlsLoop shared, Transport outer, SSLEngine engine) {
        this.shared = shared;
        this.outer = outer;
        this.engine = engine;
        this.allowance = new RecordAllowance(shared.loop.now());
    }

    /** Returns how many bytes are held from one turn to the next. */
    int heldBytes() {
        return rest.capacity() + (undelivered == null ? 0 : undelivered.capacity());
    }

    /** Tells whether there may be something to read that the socket does not tell of. */
    boolean hasMore() {
        return undelivered != null || mayHoldRecord || (isClosed && !isEndTold);
    }

    /** Loads the loop's buffer with what was kept. To be followed by {@link #keep}. */
    ByteBuffer load() {
        ByteBuffer received = shared.received.clear().put(rest).flip();
        rest = NOTHING;
        return received;
    }

    /**
     * Adds to the loop's buffer what the socket has.
     *
     * @param most how much the buffer may then hold
     * @return the number of bytes, or -1 at the end
     */
    int fill(int most) throws IOException {
        ByteBuffer received = shared.received.compact();
        received.limit(Math.max(received.position(), Math.min(received.capacity(), most)));
        try {
            return outer.read(received);
        } finally {
            received.flip();
        }
    }

    /**
     * Keeps what is left in the loop's buffer.
     *
     * @param mayHoldRecord whether that may be a whole record
     */
    void keep(boolean mayHoldRecord) {
        ByteBuffer received = shared.received;
        if (received.hasRemaining())
            rest = ByteBuffer.allocate(received.remaining()).put(received).flip();
        this.mayHoldRecord = mayHoldRecord && rest.hasRemaining();
    }

    /**
     * Deciphers what there is, as much as the target takes.
     *
     * @param output answers what is meant for the engine alone, such as a new key
     * @return the number of bytes, 0 if there are none now, or -1 at the end. That a connection just ends is also told as
     *     the end, since everything that is spoken inside tells by itself whether it is whole; not so within a record.
     * @throws SSLException if what was received is not as it must be
     */
    int read(ByteBuffer target, TlsOutput output) throws IOException {
        if (undelivered != null) return deliver(undelivered, target);
        if (isClosed) return end();
        boolean readsSocket = !mayHoldRecord;
        int start = target.position();
        load();
        boolean stopped = true;
        boolean ended;
        try {
            ended = readsSocket && fill(Integer.MAX_VALUE) < 0;
            stopped = decipher(target, output);
        } finally {
            keep(stopped);
        }
        if (target.position() > start) return target.position() - start;
        if (mayHoldRecord) return 0;
        if (ended && rest.hasRemaining()) throw new EOFException("the connection ends within a record");
        return ended || isClosed ? end() : 0;
    }

    /** Reads on, and throws away; returns whether the end has come. */
    boolean skip() throws IOException {
        rest = NOTHING;
        return outer.read(shared.received.clear()) < 0;
    }

    /** Returns whether it stopped although there may be another record. */
    private boolean decipher(ByteBuffer target, TlsOutput output) throws IOException {
        int start = target.position();
        shared.slice.begin();
        while (shared.received.hasRemaining()) {
            // The engine answers an end by ending too, before TLS 1.3; what is to be answered before goes first.
            if (target.position() > start && startsWithAlert()) return true;
            SSLEngineResult result = unwrap(engine, shared.received, target);
            if (result.getStatus() == Status.BUFFER_OVERFLOW) {
                if (target.position() > start || !target.hasRemaining()) return true;
                result = unwrap(engine, shared.received, shared.opened.clear());
                undelivered = copy(shared.opened.flip());
                deliver(undelivered, target);
            }
            if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK)
                throw new SSLException("the peer wants to negotiate anew");
            if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) output.speak();
            if (result.getStatus() == Status.CLOSED) isClosed = true;
            if (result.getStatus() != Status.OK) return false;
            account(result);
            if (undelivered != null || shared.slice.isOver()) return true;
        }
        return false;
    }

    private void account(SSLEngineResult result) throws SSLException {
        if (result.bytesProduced() > 0) {
            allowance.add(result.bytesProduced());
        } else {
            allowance.spend(shared.loop.now());
        }
    }

    /**
     * Takes a record of the handshake.
     *
     * @throws SSLException if it is not as it must be, or one too many
     */
    SSLEngineResult takeHandshakeRecord() throws SSLException {
        SSLEngineResult result = unwrap(engine, shared.received, shared.opened.clear());
        if (result.bytesConsumed() > 0) {
            allowance.add(result.bytesConsumed());
            allowance.spend(shared.loop.now());
        }
        return result;
    }

    /** Deciphers a record. An engine that stumbles over what a peer sends must not look like a bug of the server. */
    private static SSLEngineResult unwrap(SSLEngine engine, ByteBuffer source, ByteBuffer target) throws SSLException {
        try {
            return engine.unwrap(source, target);
        } catch (RuntimeException e) {
            throw new SSLException("a record that the engine cannot take", e);
        }
    }

    private int end() {
        isEndTold = true;
        return -1;
    }

    private int deliver(ByteBuffer from, ByteBuffer target) {
        int length = Math.min(from.remaining(), target.remaining());
        target.put(from.slice(from.position(), length));
        from.position(from.position() + length);
        undelivered = from.hasRemaining() ? from : null;
        return length;
    }

    private boolean startsWithAlert() {
        return shared.received.get(shared.received.position()) == ALERT;
    }

    private static ByteBuffer copy(ByteBuffer source) {
        return ByteBuffer.allocate(source.remaining()).put(source).flip();
    }
}
