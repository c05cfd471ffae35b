package dev.dunlin.http.h1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A transport that keeps each write by itself, and what is waited for: what a client does not see. */
final class FakeTransport implements Transport {
    private final ConnectionMemory memory = ConnectionMemory.unbounded();
    private final Queue<ByteBuffer> received = new ArrayDeque<>();
    private final List<byte[]> writes = new ArrayList<>();
    private final List<Long> transfers = new ArrayList<>();
    private int mostOfNext = Integer.MAX_VALUE;
    private boolean isFull;
    private boolean isBroken;
    private boolean isOpen = true;
    private boolean awaitsReadable;
    private boolean awaitsWritable;

    void receive(String bytes) {
        received.add(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)));
    }

    /** The next write takes no more than this. */
    void takesNext(int bytes) {
        mostOfNext = bytes;
    }

    /** Whether no further byte can be written. */
    void isFull(boolean full) {
        isFull = full;
    }

    /** Writing fails as it never should. */
    void breaks() {
        isBroken = true;
    }

    /** What each write took; those that took nothing are left out. */
    List<String> writes() {
        return writes.stream().map(bytes -> new String(bytes, ISO_8859_1)).toList();
    }

    /** How much of a file each transfer took. */
    List<Long> transfers() {
        return transfers;
    }

    boolean awaitsReadable() {
        return awaitsReadable;
    }

    boolean awaitsWritable() {
        return awaitsWritable;
    }

    @Override
    public int read(ByteBuffer target) {
        ByteBuffer next = received.peek();
        if (next == null) return 0;
        int length = Math.min(next.remaining(), target.remaining());
        target.put(next.slice(next.position(), length));
        next.position(next.position() + length);
        if (!next.hasRemaining()) received.remove();
        return length;
    }

    @Override
    public void write(ByteBuffer source) {
        if (isBroken) throw new IllegalStateException("broken");
        byte[] taken = new byte[isFull ? 0 : Math.min(source.remaining(), mostOfNext)];
        mostOfNext = Integer.MAX_VALUE;
        source.get(taken);
        if (taken.length > 0) writes.add(taken);
    }

    @Override
    public long transferFrom(FileChannel file, long position, long length) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        long sent = file.transferTo(position, length, Channels.newChannel(target));
        transfers.add(sent);
        if (sent > 0) writes.add(target.toByteArray());
        return sent;
    }

    @Override
    public void await(boolean readable, boolean writable) {
        awaitsReadable = readable;
        awaitsWritable = writable;
    }

    @Override
    public void shutdownOutput() {}

    @Override
    public void close(Throwable cause) {
        isOpen = false;
    }

    @Override
    public boolean isOpen() {
        return isOpen;
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
}
