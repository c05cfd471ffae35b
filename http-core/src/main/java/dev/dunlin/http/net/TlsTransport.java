package dev.dunlin.http.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS between two layers (RFC 8446, RFC 5246): a connection to the transport outside of it, and a transport to the
 * connection inside of it, which is created when the handshake is complete.
 *
 * <pre>
 *   SHAKING HANDS ──► OPEN: bytes are passed on, sealed ──► closed
 *        │                    │ the output is shut           ▲
 *        └── failed ──────────┴──────► SKIPPING what comes ──┘
 * </pre>
 */
final class TlsTransport implements Connection, Transport {
    private static final Logger LOG = LoggerFactory.getLogger(TlsTransport.class);

    /** The alert for what is no record, about which engines say nothing (RFC 8446 §6): fatal, unexpected message. */
    private static final ByteBuffer UNEXPECTED_MESSAGE =
            ByteBuffer.wrap(new byte[] {21, 3, 3, 0, 2, 2, 10}).asReadOnlyBuffer();

    /** What an engine takes of the heap when its handshake is complete; as measured. */
    private static final int OPEN_ENGINE = 8 * 1024;

    private final TlsLoop shared;
    private final Transport outer;
    private final SSLEngine engine;
    private final TlsInput input;
    private final TlsOutput output;
    private final TlsHandshake handshake;
    private final Deadline deadline = new Deadline(this::expire);

    private @Nullable Connection inner;
    private boolean innerReads = true;
    private boolean innerWrites;
    private boolean isDeliveryDue;
    private boolean isStopping;
    private boolean isSkipping;
    private boolean isShutDue;

    /** The memory that was counted last, in bytes. */
    private int counted;

    TlsTransport(TlsLoop shared, Transport outer) {
        this.shared = shared;
        this.outer = outer;
        this.engine = shared.config.engines().get();
        this.input = new TlsInput(shared, outer, engine);
        this.output = new TlsOutput(shared, outer, engine);
        this.handshake = new TlsHandshake(shared, outer, engine, input, output, this::shakeHandsAgain);
        shared.handshakeDeadlines.touch(deadline, shared.loop.now());
        countMemory();
    }

    @Override
    public void onReadable() throws IOException {
        if (inner != null) {
            inner.onReadable();
        } else if (isSkipping) {
            if (input.skip()) outer.close(new IOException("the peer has gone after a failed handshake"));
        } else {
            shakeHands();
        }
    }

    @Override
    public void onWritable() throws IOException {
        output.flush();
        if (isShutDue && !output.isBlocked()) shutOuter();
        if (inner != null && innerWrites) {
            inner.onWritable();
        } else {
            awaitOuter();
        }
    }

    @Override
    public void onStopping() throws IOException {
        isStopping = true;
        // What was sent before its client can know is answered, also where nothing of it was read yet.
        if (!handshake.isBegun()) shakeHands();
        if (inner != null) {
            inner.onStopping();
        } else if (isSkipping || !handshake.isBegun()) {
            outer.close(new IOException("the server is stopping"));
        }
    }

    @Override
    public void onClosed(Throwable cause) {
        deadline.cancel();
        handshake.cancel();
        if (inner != null) inner.onClosed(cause);
    }

    /** Returns an estimate of the heap that is held for this connection between two turns, in bytes. */
    int heldBytes() {
        int engineBytes = inner == null ? handshake.heldBytes() : OPEN_ENGINE;
        return engineBytes + input.heldBytes() + output.heldBytes();
    }

    private void shakeHands() throws IOException {
        try {
            if (handshake.advance()) {
                open();
            } else {
                awaitOuter();
            }
        } catch (SSLException e) {
            fail(e);
            sayWhy();
            shutOuter();
        } catch (RejectedExecutionException e) {
            throw new IOException("the server has ended", e);
        }
    }

    private void shakeHandsAgain() {
        if (!outer.isOpen()) return;
        try {
            shakeHands();
        } catch (IOException e) {
            outer.close(e);
        } catch (RuntimeException | Error e) {
            // In a task nobody else knows whose it was.
            outer.close(e);
            throw e;
        }
    }

    private void open() throws IOException {
        deadline.cancel();
        Connection created = shared.protocols.apply(protocol()).create(this);
        inner = created;
        awaitOuter();
        if (input.hasMore()) created.onReadable();
        if (isStopping && outer.isOpen()) created.onStopping();
    }

    private String protocol() {
        String agreed = engine.getApplicationProtocol();
        return agreed == null ? "" : agreed;
    }

    /** What is said at the end must not be lost to a reset: the peer is listened to for a while, and not heard. */
    private void fail(IOException reason) {
        LOG.debug("no TLS with {}: {}", outer.remoteAddress(), reason.toString());
        isSkipping = true;
        shared.lingerDeadlines.touch(deadline, shared.loop.now());
        outer.await(true, false);
    }

    private void sayWhy() throws IOException {
        if (handshake.isPlainText()) {
            outer.write(shared.config.answerToPlain().get());
            return;
        }
        sayAlert();
        if (!output.hasSpoken()) outer.write(UNEXPECTED_MESSAGE.duplicate());
    }

    private void sayAlert() throws IOException {
        try {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) output.speak();
        } catch (SSLException e) {
            LOG.debug("nothing to say about that to {}: {}", outer.remoteAddress(), e.toString());
        }
    }

    private void expire() {
        outer.close(new IOException(isSkipping ? "the peer goes on for too long" : "no handshake in time"));
    }

    /** Counts what stays in memory until the next turn. */
    private void countMemory() {
        int held = heldBytes();
        if (held == counted) return;
        outer.memory().replace(counted, held);
        counted = held;
    }

    private void awaitOuter() {
        countMemory();
        boolean reads = inner == null ? handshake.wantsInput() : innerReads;
        outer.await(reads, innerWrites || output.isBlocked());
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (isSkipping) return input.skip() ? -1 : 0;
        try {
            int length = input.read(target, output);
            // The slice may be over before anything came of it, and what is left is not told of by the socket.
            if (length == 0 && input.hasMore()) deliverSoon();
            return length;
        } catch (SSLException e) {
            sayAlert();
            throw e;
        }
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        output.write(source);
    }

    @Override
    public long transferFrom(FileChannel file, long position, long length) throws IOException {
        return output.transfer(file, position, length);
    }

    @Override
    public void await(boolean readable, boolean writable) {
        innerReads = readable;
        innerWrites = writable;
        awaitOuter();
        if (readable && input.hasMore()) deliverSoon();
    }

    private void deliverSoon() {
        if (isDeliveryDue) return;
        isDeliveryDue = true;
        shared.loop.execute(this::deliver);
    }

    /** Makes the inner connection read what the socket does not tell of, since it was received before. */
    private void deliver() {
        isDeliveryDue = false;
        if (inner == null || !innerReads || !outer.isOpen()) return;
        try {
            inner.onReadable();
        } catch (IOException e) {
            outer.close(e);
        } catch (RuntimeException | Error e) {
            outer.close(e);
            throw e;
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        // Half of an answer must not be followed by word that this was all.
        if (output.owesContent()) throw new IOException("the answer was cut");
        isSkipping = true;
        sayEnd();
        isShutDue = output.isBlocked();
        if (!isShutDue) shutOuter();
    }

    private void sayEnd() throws IOException {
        engine.closeOutbound();
        output.speak();
    }

    private void shutOuter() throws IOException {
        isShutDue = false;
        outer.shutdownOutput();
    }

    @Override
    public void end(Throwable reason) {
        try {
            if (outer.isOpen() && !isSkipping && !output.isBlocked()) sayEnd();
        } catch (IOException e) {
            LOG.debug("no farewell to {}: {}", outer.remoteAddress(), e.toString());
        } finally {
            outer.close(reason);
        }
    }

    @Override
    public void close(Throwable cause) {
        outer.close(cause);
    }

    @Override
    public boolean isOpen() {
        return outer.isOpen();
    }

    @Override
    public boolean isSecure() {
        return true;
    }

    @Override
    public SSLSession session() {
        return engine.getSession();
    }

    @Override
    public ConnectionMemory memory() {
        return outer.memory();
    }

    @Override
    public SocketAddress remoteAddress() {
        return outer.remoteAddress();
    }

    @Override
    public SocketAddress localAddress() {
        return outer.localAddress();
    }
}
