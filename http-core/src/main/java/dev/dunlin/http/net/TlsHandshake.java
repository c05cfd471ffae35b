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

    /** How much is received ahead: the longest record (RFC 5246 §6.2.3). */
    private static final int MOST_AHEAD = 5 + 16 * 1024 + 2048;

    /** What an engine takes of the heap before and in its handshake, besides what it has received; as measured. */
    private static final int IDLE_ENGINE = 1536;

    private static final int BUSY_ENGINE = 16 * 1024;

    private final TlsLoop shared;
    private final SSLEngine engine;
    private final TlsInput input;
    private final TlsOutput output;
    private final Transport outer;
    private final Runnable goOn;

    private HandshakeStatus needs = HandshakeStatus.NEED_UNWRAP;
    private boolean isBegun;
    private boolean isPlainText;
    private int received;
    private int steps;

    private boolean isWorking;
    private long workNumber;
    private @Nullable IOException failure;

    /** Whether the connection has closed; also read by the thread that computes. */
    private volatile boolean isCancelled;

    /**
     * @param goOn called on the loop when {@link #advance} has something to do that the socket does not tell of
     */
    TlsHandshake(TlsLoop shared, Transport outer, SSLEngine engine, TlsInput input, TlsOutput output, Runnable goOn) {
        this.shared = shared;
        this.engine = engine;
        this.input = input;
        this.output = output;
        this.outer = outer;
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

    /** Returns whether more is wanted of the socket: also while a step is computed, so that the peer's end is seen. */
    boolean wantsInput() {
        return !isWorking || input.heldBytes() < MOST_AHEAD;
    }

    /** Returns an estimate of the heap that the engine takes, in bytes. */
    int heldBytes() {
        return isBegun ? BUSY_ENGINE + received : IDLE_ENGINE;
    }

    /**
     * Goes on as far as possible; reads from the socket once at the most, so that no peer keeps the loop.
     *
     * @return whether the handshake is complete
     * @throws SSLException if it cannot be completed, be it that the peer speaks text
     */
    boolean advance() throws IOException {
        if (failure != null) throw failure;
        ByteBuffer buffer = input.load();
        try {
            if (isWorking) {
                read(buffer);
                return false;
            }
            boolean mayRead = true;
            while (needs != HandshakeStatus.FINISHED && needs != HandshakeStatus.NOT_HANDSHAKING) {
                if (needs == HandshakeStatus.NEED_TASK) {
                    work();
                    return false;
                }
                if (needs == HandshakeStatus.NEED_WRAP) {
                    needs = output.speak();
                } else if (!buffer.hasRemaining() || !hear()) {
                    if (!mayRead) return false;
                    if (buffer.remaining() >= MOST_AHEAD) throw new SSLException("a record that is too long");
                    mayRead = false;
                    read(buffer);
                }
            }
            return true;
        } finally {
            input.keep(true);
        }
    }

    /** The connection has closed: what waits to be computed is not wanted any more. */
    void cancel() {
        isCancelled = true;
        if (!isWorking) return;
        isWorking = false;
        shared.config.handshakes().cancel(workNumber);
        shared.handshakeCounts.end();
    }

    private void read(ByteBuffer buffer) throws IOException {
        if (input.fill(MOST_AHEAD) < 0) throw new EOFException("the peer has gone in its handshake");
        if (!isBegun && buffer.hasRemaining()) begin(buffer);
    }

    /** Takes a record; returns false if there is no whole one. */
    private boolean hear() throws SSLException {
        SSLEngineResult result = input.takeHandshakeRecord();
        if (result.getStatus() == Status.BUFFER_UNDERFLOW) return false;
        if (result.getStatus() == Status.CLOSED) throw new SSLException("the peer has broken off its handshake");
        needs = result.getHandshakeStatus();
        received += result.bytesConsumed();
        return true;
    }

    /** A handshake begins with a byte that is no letter, a request in plain text with one that is. */
    private void begin(ByteBuffer buffer) throws SSLException {
        isBegun = true;
        byte first = buffer.get(buffer.position());
        isPlainText = (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z');
        if (isPlainText) throw new SSLException("the peer does not speak TLS");
    }

    private void work() {
        isWorking = true;
        shared.handshakeCounts.begin();
        Object source = HandshakeTask.sourceOf(outer.remoteAddress());
        HandshakeTask task = new HandshakeTask(steps++ == 0, source, this::compute, this::discarded);
        workNumber = shared.config.handshakes().execute(task);
    }

    /** On another thread. */
    private void compute() {
        IOException failed = null;
        try {
            Runnable task = engine.getDelegatedTask();
            while (task != null && !isCancelled) {
                task.run();
                task = engine.getDelegatedTask();
            }
        } catch (RuntimeException e) {
            // The engine knows, and says so when it is asked next.
            LOG.debug("a task of a handshake failed", e);
        } catch (Throwable t) {
            LOG.error("a task of a handshake failed", t);
            failed = new IOException("a task of the handshake failed", t);
        }
        IOException outcome = failed;
        shared.loop.execute(() -> computed(outcome));
    }

    private void computed(@Nullable IOException outcome) {
        if (isCancelled) return;
        endWork(outcome);
        if (outcome == null) needs = engine.getHandshakeStatus();
        goOn.run();
    }

    /** On any thread. */
    private void discarded() {
        shared.loop.execute(() -> {
            if (isCancelled) return;
            shared.handshakeCounts.discard();
            endWork(new IOException("too many handshakes wait"));
            goOn.run();
        });
    }

    private void endWork(@Nullable IOException outcome) {
        isWorking = false;
        failure = outcome;
        shared.handshakeCounts.end();
    }
}
