package dev.dunlin.http.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.TestCertificates;
import dev.dunlin.http.testing.loop.ManualLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * A TLS client and a server's {@link TlsTransport} with a wire between them that lies in memory: it delivers as little at a
 * time as it is told to, and the server's socket takes as little.
 */
final class TlsWire implements Transport {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    static final TestCertificates CERTIFICATE = TestCertificates.forNames("localhost");

    final TickingLoop ticking = new TickingLoop(Instant.EPOCH);
    final ManualLoop loop = ticking.manual;
    final InnerConnection inner = new InnerConnection();
    final HandshakeCounts handshakeCounts = new HandshakeCounts();
    final SSLEngine client;
    private final ConnectionMemory memory = ConnectionMemory.unbounded();
    private final TlsTransport server;

    private ByteBuffer toServer = NOTHING;
    private ByteBuffer toClient = NOTHING;
    long sentByServer;
    private final ByteArrayOutputStream clientReceived = new ByteArrayOutputStream();

    int mostPerRead = Integer.MAX_VALUE;
    int mostPerWrite = Integer.MAX_VALUE;
    boolean serverSocketIsFull;
    boolean clientHasGone;
    boolean serverHasShut;
    boolean awaitsReadable = true;
    boolean awaitsWritable;
    SSLException clientFailure;
    Throwable closedBy;

    TlsWire(String protocol) {
        this(protocol, new HandshakeExecutor(Runnable::run, 1, 1), CERTIFICATE.serverContext());
    }

    /**
     * @param handshakes computes what the server's engine says takes long
     */
    TlsWire(String protocol, HandshakeExecutor handshakes, SSLContext serverContext) {
        client = TestCertificates.clientContext(CERTIFICATE).createSSLEngine("localhost", 443);
        client.setUseClientMode(true);
        client.setEnabledProtocols(new String[] {protocol});
        TlsConfig config = new TlsConfig(
                () -> serverEngine(serverContext),
                handshakes,
                Duration.ofSeconds(10),
                () -> ByteBuffer.wrap("in plain text".getBytes(US_ASCII)));
        server = new TlsTransport(new TlsLoop(ticking, config, agreed -> inner::over, handshakeCounts), this);
    }

    private static SSLEngine serverEngine(SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    /** Lets both sides go on until neither can. */
    TlsWire settle() {
        boolean moved = true;
        while (moved) {
            moved = clientSpeaks();
            moved |= serverGoesOn();
            moved |= clientHears();
        }
        return this;
    }

    /** Lets the server alone go on. */
    TlsWire settleServer() {
        boolean moved = true;
        while (moved) moved = serverGoesOn();
        return this;
    }

    TlsWire shakeHands() {
        try {
            client.beginHandshake();
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
        return settle();
    }

    /** The client sends content, sealed. */
    TlsWire send(byte[] content) {
        ByteBuffer source = ByteBuffer.wrap(content);
        while (source.hasRemaining()) clientSeals(source);
        return this;
    }

    /** The client sends bytes as they are. */
    TlsWire sendRaw(byte... bytes) {
        toServer = join(toServer, ByteBuffer.wrap(bytes));
        return this;
    }

    /** Takes what was sealed from the wire before it arrives. */
    byte[] intercept() {
        byte[] taken = new byte[toServer.remaining()];
        toServer.get(taken);
        return taken;
    }

    byte[] clientReceived() {
        return clientReceived.toByteArray();
    }

    /** What the server has sent and the client cannot decipher. */
    byte[] rawReceived() {
        byte[] bytes = new byte[toClient.remaining()];
        toClient.duplicate().get(bytes);
        return bytes;
    }

    boolean clientHeardTheEnd() {
        return client.isInboundDone();
    }

    /** Something happens on the loop. */
    TlsWire onLoop(LoopWork work) {
        loop.drive(() -> {
            try {
                work.run();
            } catch (IOException e) {
                close(e);
            }
        });
        return settle();
    }

    Connection server() {
        return server;
    }

    int heldByServer() {
        return server.heldBytes();
    }

    /** The client asks for new keys, which in TLS 1.3 is what its engine makes of this. */
    TlsWire askForNewKeys(int times) {
        try {
            for (int i = 0; i < times; i++) {
                client.beginHandshake();
                clientSpeaks();
            }
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    /** The client sends a record without content. */
    TlsWire sendNothing() {
        clientSeals(NOTHING);
        return this;
    }

    boolean clientSpeaks() {
        boolean spoke = false;
        while (clientFailure == null && client.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
            if (clientSeals(NOTHING).getStatus() == SSLEngineResult.Status.CLOSED) return spoke;
            spoke = true;
        }
        return spoke;
    }

    private SSLEngineResult clientSeals(ByteBuffer source) {
        ByteBuffer target = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
        try {
            SSLEngineResult result = client.wrap(source, target);
            toServer = join(toServer, target.flip());
            return result;
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
    }

    boolean clientHears() {
        boolean heard = false;
        while (clientFailure == null && toClient.hasRemaining() && !client.isInboundDone()) {
            ByteBuffer target = ByteBuffer.allocate(32 * 1024);
            try {
                SSLEngineResult result = client.unwrap(toClient, target);
                if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) return heard;
            } catch (SSLException e) {
                clientFailure = e;
                return heard;
            }
            clientReceived.write(target.array(), 0, target.position());
            for (Runnable task = client.getDelegatedTask(); task != null; task = client.getDelegatedTask()) task.run();
            heard = true;
            clientSpeaks();
        }
        return heard;
    }

    boolean serverGoesOn() {
        boolean reads = isOpen() && awaitsReadable && (toServer.hasRemaining() || clientHasGone);
        boolean writes = isOpen() && awaitsWritable && !serverSocketIsFull;
        if (!reads && !writes) return false;
        loop.drive(() -> {
            try {
                if (writes) server.onWritable();
                if (reads && isOpen()) server.onReadable();
            } catch (IOException e) {
                close(e);
            }
        });
        return true;
    }

    @Override
    public int read(ByteBuffer target) {
        if (!toServer.hasRemaining()) return clientHasGone ? -1 : 0;
        int length = Math.min(Math.min(toServer.remaining(), target.remaining()), mostPerRead);
        target.put(toServer.slice(toServer.position(), length));
        toServer.position(toServer.position() + length);
        return length;
    }

    @Override
    public void write(ByteBuffer source) {
        assertThat(serverHasShut).as("nothing is written after the end").isFalse();
        if (serverSocketIsFull) return;
        int length = Math.min(source.remaining(), mostPerWrite);
        sentByServer += length;
        toClient = join(toClient, source.slice(source.position(), length));
        source.position(source.position() + length);
    }

    @Override
    public long transferFrom(FileChannel file, long position, long length) {
        throw new AssertionError("a file would leave in plain text");
    }

    @Override
    public void await(boolean readable, boolean writable) {
        awaitsReadable = readable;
        awaitsWritable = writable;
    }

    @Override
    public void shutdownOutput() {
        serverHasShut = true;
    }

    @Override
    public void close(Throwable cause) {
        if (closedBy != null) return;
        closedBy = cause;
        server.onClosed(cause);
    }

    @Override
    public boolean isOpen() {
        return closedBy == null;
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public ConnectionMemory memory() {
        return memory;
    }

    @Override
    public SocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public SocketAddress localAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);
    }

    static ByteBuffer join(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }

    @FunctionalInterface
    interface LoopWork {
        void run() throws IOException;
    }
}
