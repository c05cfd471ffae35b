package dev.dunlin.http.testing;

import dev.dunlin.http.net.Connection;
import dev.dunlin.http.net.ConnectionFactory;
import dev.dunlin.http.net.ConnectionMemory;
import dev.dunlin.http.net.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A transport that ends in memory: the server's end is the {@link Transport}, the client's end is the rest. For whoever
 * drives the loop.
 */
final class MemoryTransport implements Transport {
    private static final SocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);
    private static final SocketAddress SERVER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

    private final ConnectionMemory memory = ConnectionMemory.unbounded();
    private final Connection connection;
    private final Queue<ByteBuffer> sent = new ArrayDeque<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private long room = Long.MAX_VALUE;
    private boolean isFinished;
    private boolean isReset;
    private boolean open = true;
    private boolean isOutputShut;
    private boolean awaitsReadable = true;
    private boolean awaitsWritable;

    /**
     * @param factory makes what speaks over it
     */
    MemoryTransport(ConnectionFactory factory) {
        this.connection = factory.create(this);
    }

    /** The client sends this; one read will get no more than that, as if it were a packet. */
    void send(byte[] bytes) {
        if (isFinished || isReset) throw new IllegalStateException("the client has ended its side");
        if (open && bytes.length > 0) sent.add(ByteBuffer.wrap(bytes.clone()));
    }

    /** How much of what the client has sent was not read yet. */
    long unread() {
        return sent.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    /** The client sends nothing more. */
    void finish() {
        isFinished = true;
    }

    /** The client is gone. */
    void reset() {
        isReset = true;
        sent.clear();
    }

    /** The client takes no more than this from now on. */
    void limit(long bytes) {
        room = bytes;
    }

    /** What the client has got, and not taken yet; the same as before if it is asked again. */
    byte[] received() {
        return received.toByteArray();
    }

    /** Forgets what the client has got. */
    void taken() {
        received.reset();
    }

    /** Tells whether the client will get nothing more. */
    boolean isEnded() {
        return isOutputShut || !open;
    }

    /** Tells whether something has happened that the connection waits for. */
    boolean isReady() {
        return isReadable() || isWritable();
    }

    /** Tells the connection what has happened. */
    void proceed() {
        try {
            if (isWritable()) connection.onWritable();
            if (isReadable()) connection.onReadable();
        } catch (IOException e) {
            close(e);
        }
    }

    /** Lets the connection end calmly. */
    void stop() {
        try {
            connection.onStopping();
        } catch (IOException e) {
            close(e);
        }
    }

    private boolean isReadable() {
        return open && awaitsReadable && (!sent.isEmpty() || isFinished || isReset);
    }

    private boolean isWritable() {
        return open && awaitsWritable && (room > 0 || isReset);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        requireClient();
        ByteBuffer next = sent.peek();
        if (next == null) return isFinished ? -1 : 0;
        int length = Math.min(next.remaining(), target.remaining());
        target.put(next.slice(next.position(), length));
        next.position(next.position() + length);
        if (!next.hasRemaining()) sent.remove();
        return length;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        requireClient();
        byte[] taken = new byte[(int) Math.min(source.remaining(), room)];
        source.get(taken);
        received.writeBytes(taken);
        room -= taken.length;
    }

    @Override
    public long transferFrom(FileChannel file, long position, long length) throws IOException {
        requireClient();
        long taken = file.transferTo(position, Math.min(length, room), Channels.newChannel(received));
        room -= taken;
        return taken;
    }

    private void requireClient() throws IOException {
        if (isReset) throw new IOException("the client has reset the connection");
    }

    @Override
    public void await(boolean readable, boolean writable) {
        awaitsReadable = readable;
        awaitsWritable = writable;
    }

    @Override
    public void shutdownOutput() {
        isOutputShut = true;
    }

    @Override
    public void close(Throwable cause) {
        if (!open) return;
        open = false;
        sent.clear();
        connection.onClosed(cause);
    }

    @Override
    public boolean isOpen() {
        return open;
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
        return CLIENT;
    }

    @Override
    public SocketAddress localAddress() {
        return SERVER;
    }
}
