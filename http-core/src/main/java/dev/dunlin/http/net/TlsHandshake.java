package dev.dunlin.http.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beginning of a TLS connection, server side. What the engine needs next is done until it needs the peer, or time on
 * another thread:
 *
 * <pre>
 *   ┌──► the engine needs: a record ──► read ─── none yet ──► wait for the socket ──┐
 *   │                      to speak ──► seal, send                                  │
 *   │                      time ──────► on the pool, then back on the loop ─────────┤
 *   │                      nothing ───► done                                        │
 *   └───────────────────────────────────────────────────────────────────────────────┘
 * </pre>
 */
final class TlsHandshake {
    private static final Logger LOG = LoggerFactory.getLogger(TlsHandshake.class);

    private final TlsLoop shared;
    private final SSLEngine engine;
    private final TlsInput input;
    private final TlsOutput output;
    private final Runnable goOn;

    private HandshakeStatus needs = HandshakeStatus.NEED_UNWRAP;
    private boolean isBegun;
    private boolean isPlainText;
    private boolean isWorking;

    /**
     * @param goOn called on the loop when {@link #advance} has something to do that the socket does not tell of
     */
    TlsHandshake(TlsLoop shared, SSLEngine engine, TlsInput input, TlsOutput output, Runnable goOn) {
        this.shared = shared;
        this.engine = engine;
        this.input = input;
        this.output = output;
        this.goOn = goOn;
    }

    /** Tells whether the peer has said something. */
    boolean isBegun() {
        return isBegun;
    }

    /** Tells whether what the peer has said is no TLS, but text. */
    boolean isPlainText() {
        return isPlainText;
    }

    /** Tells whether another thread works for this one, so that nothing can go on before it is done. */
    boolean isWorking() {
        return isWorking;
    }

    /**
     * Goes on as far as possible; reads from the socket once at the most, so that no peer keeps the loop.
     *
     * @return whether the handshake is complete
     * @throws SSLException if it cannot be completed, be it that the peer speaks text
     */
    boolean advance() throws IOException {
        if (isWorking) return false;
        ByteBuffer received = input.load();
        try {
            boolean mayRead = true;
            while (needs != HandshakeStatus.FINISHED && needs != HandshakeStatus.NOT_HANDSHAKING) {
                if (needs == HandshakeStatus.NEED_TASK) {
                    work();
                    return false;
                }
                if (needs == HandshakeStatus.NEED_WRAP) {
                    needs = output.speak();
                } else if (!received.hasRemaining() || !hear(received)) {
                    if (!mayRead) return false;
                    mayRead = false;
                    if (input.fill() < 0) throw new EOFException("the peer has gone in its handshake");
                    if (!isBegun && received.hasRemaining()) begin(received);
                }
            }
            return true;
        } finally {
            input.keep(true);
        }
    }

    /** Takes a record; returns false if there is no whole one. */
    private boolean hear(ByteBuffer received) throws SSLException {
        SSLEngineResult result = TlsInput.unwrap(engine, received, shared.opened.clear());
        if (result.getStatus() == Status.BUFFER_UNDERFLOW) return false;
        if (result.getStatus() == Status.CLOSED) throw new SSLException("the peer has broken off its handshake");
        needs = result.getHandshakeStatus();
        return true;
    }

    /** A handshake begins with a byte that is no letter, a request in plain text with one that is. */
    private void begin(ByteBuffer received) throws SSLException {
        isBegun = true;
        byte first = received.get(received.position());
        isPlainText = (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
        if (isPlainText) throw new SSLException("the peer does not speak TLS");
    }

    private void work() {
        isWorking = true;
        shared.config.tasks().execute(() -> {
            try {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask())
                    task.run();
            } catch (RuntimeException e) {
                // The engine knows, and says so when it is asked next.
                LOG.debug("a task of a handshake failed", e);
            } finally {
                shared.loop.execute(this::worked);
            }
        });
    }

    private void worked() {
        isWorking = false;
        needs = engine.getHandshakeStatus();
        goOn.run();
    }
}
