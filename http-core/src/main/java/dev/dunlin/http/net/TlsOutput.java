package dev.dunlin.http.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a TLS connection. A record cannot be sealed twice, so what the socket does not take of one is kept.
 * Its content is <em>owed</em> for that time: it counts as not written, the writer offers it again, and is told bit by bit
 * that it was written as the record leaves. So nobody takes an answer for sent, and closes, while a part of it is here.
 */
final class TlsOutput {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** More than the engine has to say by itself, in records that wait, to a peer that takes what it is told. */
    private static final int MOST_SPOKEN = 64 * 1024;

    /** How much of a file is sealed before the neighbours on the loop have their turn. */
    private static final int TURN = 256 * 1024;

    private final TlsLoop shared;
    private final Transport outer;
    private final SSLEngine engine;

    /** Sealed and not sent; there may be room behind its limit. */
    private @Nullable ByteBuffer pending;

    /** How much of what is pending, or was with it, the engine has said by itself. */
    private int spoken;

    private int owed;
    private boolean hasSpoken;

    TlsOutput(TlsLoop shared, Transport outer, SSLEngine engine) {
        this.shared = shared;
        this.outer = outer;
        this.engine = engine;
    }

    /** Tells whether something waits for the socket. */
    boolean isBlocked() {
        return pending != null;
    }

    /** Tells whether content was taken that has not left whole. */
    boolean owesContent() {
        return owed > 0;
    }

    /** Tells whether anything was ever sent. */
    boolean hasSpoken() {
        return hasSpoken;
    }

    /** Returns how many bytes are held from one turn to the next. */
    int heldBytes() {
        return pending == null ? 0 : pending.capacity();
    }

    /** Sends what is sealed already, as much as the socket takes. */
    void flush() throws IOException {
        if (pending == null) return;
        outer.write(pending);
        if (pending.hasRemaining()) return;
        pending = null;
        spoken = 0;
    }

    /** Seals and sends content, as much as the socket takes. What is owed must come first. */
    void write(ByteBuffer content) throws IOException {
        content.position(content.position() + takePaid());
        while (pending == null && content.hasRemaining()) {
            int start = content.position();
            seal(content);
            send(content.position() - start);
            content.position(content.position() - owed);
        }
    }

    /**
     * Seals and sends a part of a file, as much as the socket takes. What is owed must come first.
     *
     * @return the number of bytes sent
     */
    long transfer(FileChannel file, long position, long length) throws IOException {
        long sent = takePaid();
        long most = Math.min(length, TURN);
        while (pending == null && sent < most) {
            ByteBuffer piece = shared.piece.clear();
            piece.limit((int) Math.min(piece.capacity(), most - sent));
            if (file.read(piece, position + sent) <= 0) break;
            piece.flip();
            write(piece);
            sent += piece.position();
        }
        return sent;
    }

    /**
     * Seals and sends what the engine has to say by itself: a flight of the handshake, an alert, the answer to a new key.
     *
     * @return what the engine needs then
     */
    HandshakeStatus speak() throws IOException {
        if (spoken > MOST_SPOKEN) throw new SSLException("the peer asks for more than it takes");
        ByteBuffer sealed = shared.sealed.clear();
        SSLEngineResult result;
        try {
            do {
                result = engine.wrap(NOTHING, sealed);
            } while (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && result.getStatus() == Status.OK);
        } finally {
            sealed.flip();
        }
        int length = sealed.remaining();
        send(0);
        if (pending != null) spoken += length;
        return result.getHandshakeStatus();
    }

    private void seal(ByteBuffer content) throws SSLException {
        ByteBuffer sealed = shared.sealed.clear();
        SSLEngineResult result;
        do {
            result = engine.wrap(content, sealed);
            if (result.getStatus() == Status.CLOSED) throw new SSLException("the peer has ended the session");
            if (sealed.position() == 0)
                throw new SSLException("the session takes no content: " + result.getHandshakeStatus());
        } while (content.hasRemaining() && result.bytesProduced() > 0);
        sealed.flip();
    }

    /** Sends what was sealed, and keeps what the socket does not take. */
    private void send(int content) throws IOException {
        ByteBuffer sealed = shared.sealed;
        hasSpoken |= sealed.hasRemaining();
        if (pending == null) outer.write(sealed);
        owed += Math.min(content, sealed.remaining());
        if (sealed.hasRemaining()) pending = pending == null ? copy(sealed) : appended(pending, sealed);
    }

    /** How much was sent of what is owed. A record is longer than its content, so that the last byte is told at its end. */
    private int takePaid() throws IOException {
        flush();
        int left = pending == null ? 0 : Math.min(owed, pending.remaining());
        int paid = owed - left;
        owed = left;
        return paid;
    }

    private static ByteBuffer copy(ByteBuffer source) {
        return ByteBuffer.allocate(source.remaining()).put(source).flip();
    }

    /** Puts something behind what is there; into new room, and twice as much as is needed, only if there is none left. */
    private static ByteBuffer appended(ByteBuffer target, ByteBuffer source) {
        int end = target.limit();
        int length = source.remaining();
        if (target.capacity() - end < length) {
            ByteBuffer larger = ByteBuffer.allocate(2 * (target.remaining() + length));
            return larger.put(target).put(source).flip();
        }
        target.limit(end + length).put(end, source, source.position(), length);
        source.position(source.limit());
        return target;
    }
}
