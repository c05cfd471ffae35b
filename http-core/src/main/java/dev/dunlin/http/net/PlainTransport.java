package dev.dunlin.http.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection as it is, over TCP or a Unix domain socket. */
final class PlainTransport implements Transport, Selectable, ConnectionMemory.Holder {
    private static final Logger LOG = LoggerFactory.getLogger(PlainTransport.class);

    private final SocketChannel channel;
    private final EventLoop loop;
    private final Runnable whenClosed;
    private final SelectionKey key;
    private final ConnectionMemory memory;
    private final SocketAddress remoteAddress;
    private final SocketAddress localAddress;
    private final Connection connection;
    private boolean open = true;

    /** Whether the connection waits for bytes that it is not given before memory is free. */
    private boolean awaitsMemory;

    /**
     * Takes over a channel that was just accepted; not if this throws.
     *
     * @param whenClosed run once, when the connection has closed
     */
    PlainTransport(SocketChannel channel, EventLoop loop, ConnectionFactory factory, Runnable whenClosed)
            throws IOException {
        this.channel = channel;
        this.loop = loop;
        this.whenClosed = whenClosed;
        this.remoteAddress = channel.getRemoteAddress();
        this.localAddress = channel.getLocalAddress();
        channel.configureBlocking(false);
        if (localAddress instanceof InetSocketAddress) channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.key = loop.register(channel, SelectionKey.OP_READ, this);
        this.memory = new ConnectionMemory(loop.memory(), this);
        try {
            this.connection = factory.create(this);
        } catch (Throwable t) {
            open = false;
            memory.close();
            throw t;
        }
    }

    @Override
    public void onReady(int operations) {
        try {
            if ((operations & SelectionKey.OP_WRITE) != 0) connection.onWritable();
            if ((operations & SelectionKey.OP_READ) != 0 && open) connection.onReadable();
        } catch (IOException e) {
            close(e);
        }
    }

    @Override
    public void stop() {
        try {
            connection.onStopping();
        } catch (IOException e) {
            close(e);
        }
    }

    @Override
    public void abort(Throwable cause) {
        close(cause);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        channel.write(source);
    }

    @Override
    public long transferFrom(FileChannel file, long position, long length) throws IOException {
        return file.transferTo(position, length, channel);
    }

    @Override
    public void await(boolean readable, boolean writable) {
        if (!open) return;
        boolean mayRead = readable && memory.mayRead();
        int operations = (mayRead ? SelectionKey.OP_READ : 0) | (writable ? SelectionKey.OP_WRITE : 0);
        if (key.interestOps() != operations) key.interestOps(operations);
        awaitsMemory = readable && !mayRead;
        if (awaitsMemory) memory.awaitReading();
    }

    @Override
    public void resumeReading() {
        if (awaitsMemory) await(true, open && (key.interestOps() & SelectionKey.OP_WRITE) != 0);
    }

    @Override
    public ConnectionMemory memory() {
        return memory;
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** Each step is taken, whatever the one before has thrown: what is not released here is never released. */
    @Override
    public void close(Throwable cause) {
        if (!open) return;
        open = false;
        Throwable failure = null;
        try {
            loop.close(channel);
        } catch (Throwable t) {
            failure = t;
        }
        try {
            memory.close();
        } catch (Throwable t) {
            failure = t;
        }
        try {
            whenClosed.run();
        } catch (Throwable t) {
            failure = t;
        }
        try {
            connection.onClosed(cause);
        } catch (Throwable t) {
            failure = t;
        }
        if (failure != null) failedToClose(failure);
        if (LOG.isDebugEnabled()) SafeLog.debug(LOG, "closed {}: {}", channel, cause);
    }

    private void failedToClose(Throwable failure) {
        loop.survived(failure);
        SafeLog.error(LOG, "a bug: a step failed when {} was closed", channel, failure);
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
    public SocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public SocketAddress localAddress() {
        return localAddress;
    }
}
