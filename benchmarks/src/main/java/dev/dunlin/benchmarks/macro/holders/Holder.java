package dev.dunlin.benchmarks.macro.holders;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One connection that sends its message and then holds what the server does for it. Used by one thread.
 *
 * <pre>
 *   CONNECTING ──► SENDING ──► HOLDING
 *       │             │           ▼
 *       └─────────────┴──────► REFUSED, ENDED
 * </pre>
 */
final class Holder {
    /** Where a connection stands. */
    enum State {
        CONNECTING,
        SENDING,
        HOLDING,

        /** It could not be opened, or the server has ended it before all was sent. */
        REFUSED,

        /** The server has ended it after all was sent. */
        ENDED
    }

    /** The kernel doubles it; so little fits that next to nothing leaves the server. */
    private static final int RECEIVE_BUFFER = 4 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer message;
    private State state = State.CONNECTING;
    private boolean isOpened;

    private Holder(SocketChannel channel, Selector selector, ByteBuffer message) throws IOException {
        this.channel = channel;
        this.message = message;
        this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    }

    /**
     * Begins to connect.
     *
     * @throws IOException if that fails at once
     */
    static Holder open(InetSocketAddress from, InetSocketAddress server, Selector selector, ByteBuffer message)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.bind(from);
            boolean isConnected = channel.connect(server);
            Holder holder = new Holder(channel, selector, message);
            if (isConnected) holder.connected();
            return holder;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    State state() {
        return state;
    }

    /** Returns whether the connection was open, be it for a moment. */
    boolean isOpened() {
        return isOpened;
    }

    /** Goes on with what the socket is ready for. */
    void onReady() {
        try {
            if (state == State.CONNECTING && channel.finishConnect()) connected();
            if (state == State.SENDING) send();
        } catch (IOException e) {
            abandon();
        }
    }

    /**
     * Reads once what there is, as much as the buffer has room for. One that the server has ended stays open on this side:
     * this is no polite client.
     */
    void read(ByteBuffer buffer) {
        if (state != State.SENDING && state != State.HOLDING) return;
        try {
            if (channel.read(buffer) < 0) {
                state = state == State.SENDING ? State.REFUSED : State.ENDED;
                key.cancel();
            }
        } catch (IOException e) {
            abandon();
        }
    }

    /** Reads until nothing is left or so many bytes came, to see whether the server has ended the connection. */
    void look(ByteBuffer buffer, int most) {
        int read = 0;
        do {
            read(buffer.clear());
            read += buffer.position();
        } while (buffer.position() > 0 && read < most);
        if (state == State.CONNECTING) state = State.REFUSED;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // So be it.
        }
    }

    private void connected() throws IOException {
        isOpened = true;
        state = State.SENDING;
        send();
    }

    private void send() throws IOException {
        channel.write(message);
        if (!message.hasRemaining()) state = State.HOLDING;
        key.interestOps(state == State.SENDING ? SelectionKey.OP_WRITE : 0);
    }

    private void abandon() {
        state = state == State.HOLDING ? State.ENDED : State.REFUSED;
        close();
    }
}
