package dev.dunlin.http.proxy;

import dev.dunlin.http.net.Connection;
import dev.dunlin.http.net.ConnectionMemory;
import dev.dunlin.http.net.Deadline;
import dev.dunlin.http.net.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * The PROXY protocol between two layers: a connection to the transport outside of it, which reads the header, and a
 * transport to the connection inside of it, which is created when the header is complete and is told its addresses. What
 * begins otherwise, or too late, is closed without a word: it is no proxy that would understand one.
 */
final class ProxyTransport implements Connection, Transport {
    private final ProxyLoop shared;
    private final Transport outer;
    private final Deadline deadline = new Deadline(this::expire);
    private @Nullable ProxyHeaderParser parser = new ProxyHeaderParser();
    private @Nullable Connection inner;
    private SocketAddress remoteAddress;
    private SocketAddress localAddress;

    ProxyTransport(ProxyLoop shared, Transport outer) {
        this.shared = shared;
        this.outer = outer;
        this.remoteAddress = outer.remoteAddress();
        this.localAddress = outer.localAddress();
        shared.headerDeadlines.touch(deadline, shared.loop.now());
    }

    @Override
    public void onReadable() throws IOException {
        if (parser != null) readHeader(parser);
        if (inner != null && outer.isOpen()) inner.onReadable();
    }

    @Override
    public void onWritable() throws IOException {
        if (inner != null) inner.onWritable();
    }

    @Override
    public void onStopping() throws IOException {
        // What was sent before its client can know is answered, also where the header was not read yet.
        if (inner == null) onReadable();
        if (inner == null) {
            outer.close(new IOException("the server is stopping"));
        } else {
            inner.onStopping();
        }
    }

    @Override
    public void onClosed(Throwable cause) {
        deadline.cancel();
        if (inner != null) inner.onClosed(cause);
    }

    /** Reads not one byte more than the header has, so that none has to be handed on. */
    private void readHeader(ProxyHeaderParser reader) throws IOException {
        while (true) {
            shared.input.clear().limit(Math.min(reader.wanted(), shared.input.capacity()));
            int length = outer.read(shared.input);
            if (length < 0) throw new EOFException("the connection ended before its PROXY header was complete");
            if (length == 0) return;
            ProxyHeader header = reader.parse(shared.input.flip());
            if (header == null) continue;
            open(header);
            return;
        }
    }

    private void open(ProxyHeader header) {
        deadline.cancel();
        parser = null;
        if (header.source() != null) remoteAddress = header.source();
        if (header.destination() != null) localAddress = header.destination();
        inner = shared.inner.create(this);
    }

    private void expire() {
        outer.close(new IOException("no PROXY header in time"));
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return outer.read(target);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        outer.write(source);
    }

    @Override
    public long transferFrom(FileChannel file, long position, long length) throws IOException {
        return outer.transferFrom(file, position, length);
    }

    @Override
    public void await(boolean readable, boolean writable) {
        outer.await(readable, writable);
    }

    @Override
    public void shutdownOutput() throws IOException {
        outer.shutdownOutput();
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
        return outer.isSecure();
    }

    @Override
    public ConnectionMemory memory() {
        return outer.memory();
    }

    @Override
    public SocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public SocketAddress localAddress() {
        return localAddress;
    }
}
