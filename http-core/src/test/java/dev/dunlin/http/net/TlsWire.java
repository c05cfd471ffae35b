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
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * A TLS client and a server's {@link TlsTransport} with a wire between them that lies in memory: it delivers as little at a
 * time as it is told to, and the server's socket takes as little.
 */
final class TlsWire implements Transport {
    private final ConnectionMemory memory = ConnectionMemory.unbounded();
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    static final TestCertificates CERTIFICATE = TestCertificates.forNames("localhost");

    final ManualLoop loop = new ManualLoop(Instant.EPOCH);
    final InnerConnection inner = new InnerConnection();
    final SSLEngine client;
    private final Connection server;

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
        client = TestCertificates.clientContext(CERTIFICATE).createSSLEngine("localhost", 443);
        client.setUseClientMode(true);
        client.setEnabledProtocols(new String[] {protocol});
        TlsLoop tls = new TlsLoop(
                loop,
                new TlsConfig(
                        TlsWire::serverEngine,
                        Runnable::run,
                        Duration.ofSeconds(10),
                        () -> ByteBuffer.wrap("in plain text".getBytes(US_ASCII))),
                agreed -> inner::over);
        server = tls.create(this);
    }

    private static SSLEngine serverEngine() {
        SSLEngine engine = CERTIFICATE.serverContext().createSSLEngine();
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

    private static ByteBuffer join(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }

    @FunctionalInterface
    interface LoopWork {
        void run() throws IOException;
    }

    /** What speaks inside: keeps what it reads, writes what it is told to. */
    static final class InnerConnection implements Connection {
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        Transport transport;
        int readsAtOnce = 64 * 1024;
        boolean readsOn = true;
        boolean isAtEnd;
        boolean wasStopped;
        LoopWork onFirstContent;
        Throwable closedBy;
        private ByteBuffer toWrite = NOTHING;

        Connection over(Transport transport) {
            this.transport = transport;
            return this;
        }

        byte[] received() {
            return received.toByteArray();
        }

        boolean hasWrittenAll() {
            return !toWrite.hasRemaining();
        }

        /** Writes as HTTP/1 does: what remains is offered again when the socket is ready. */
        void write(byte[] content) throws IOException {
            toWrite = join(toWrite, ByteBuffer.wrap(content));
            onWritable();
        }

        void await() {
            transport.await(readsOn && !isAtEnd, toWrite.hasRemaining());
        }

        @Override
        public void onReadable() throws IOException {
            ByteBuffer target = ByteBuffer.allocate(readsAtOnce);
            int length = transport.read(target);
            assertThat(length).as("what the read returns").isEqualTo(isEnd(length) ? -1 : target.position());
            isAtEnd = isEnd(length);
            received.write(target.array(), 0, target.position());
            if (onFirstContent != null && length > 0) {
                LoopWork work = onFirstContent;
                onFirstContent = null;
                work.run();
            }
            await();
        }

        private static boolean isEnd(int length) {
            return length < 0;
        }

        @Override
        public void onWritable() throws IOException {
            // A copy, as HTTP/1 makes one: the transport must not go by which buffer it is.
            ByteBuffer copy = join(toWrite.duplicate(), NOTHING);
            transport.write(copy);
            toWrite = copy;
            await();
        }

        @Override
        public void onStopping() {
            wasStopped = true;
        }

        @Override
        public void onClosed(Throwable cause) {
            closedBy = cause;
        }
    }
}
