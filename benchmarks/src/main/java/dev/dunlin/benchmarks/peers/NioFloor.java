package dev.dunlin.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * The least that event loops in Java can do: one read, one look for the end of each head, one write of answers that lie
 * ready. A yardstick and not a server: it looks at no more of a request than tells two files and two ways to go on apart,
 * trusts that requests come whole and that answers fit into the socket, and knows no file but {@code /small.html} and
 * {@code /mid.html}.
 */
final class NioFloor implements Peer {
    private static final int BACKLOG = 1024;

    @Override
    public String version() {
        return "of " + System.getProperty("java.version");
    }

    /** Each worker is a loop that accepts for itself, and the kernel deals connections out to them. */
    @Override
    public void start(Path root, InetSocketAddress address, int workers) throws IOException {
        ReadyAnswers answers = ReadyAnswers.of(root);
        for (int i = 0; i < workers; i++) new Thread(new Loop(address, answers), "floor-" + i).start();
    }

    private static final class Loop implements Runnable {
        private final ReadyAnswers answers;
        private final Selector selector = Selector.open();
        private final ServerSocketChannel listener = ServerSocketChannel.open();
        private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 16);
        private final ByteBuffer output = ByteBuffer.allocateDirect(1 << 20);
        private final byte[] bytes = new byte[input.capacity()];

        Loop(InetSocketAddress address, ReadyAnswers answers) throws IOException {
            this.answers = answers;
            listener.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            listener.bind(address, BACKLOG);
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
        }

        @Override
        public void run() {
            try {
                while (selector.isOpen()) selector.select(this::ready);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void ready(SelectionKey key) {
            try {
                if (key.isAcceptable()) accept();
                else answer((SocketChannel) key.channel());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void accept() throws IOException {
            SocketChannel client = listener.accept();
            while (client != null) {
                client.configureBlocking(false);
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                client.register(selector, SelectionKey.OP_READ);
                client = listener.accept();
            }
        }

        /** All the requests that have come are answered by one write. */
        private void answer(SocketChannel client) throws IOException {
            int length = read(client);
            if (length < 0) {
                client.close();
                return;
            }
            output.clear();
            boolean close = false;
            for (int head = 0, end; (end = endOfHead(head, length)) > 0; head = end) {
                close |= answers.put(bytes, head, end, output);
            }
            client.write(output.flip());
            if (close) client.close();
        }

        /** A connection that was reset is one that has ended. */
        private int read(SocketChannel client) {
            try {
                int length = client.read(input.clear());
                if (length > 0) input.flip().get(bytes, 0, length);
                return length;
            } catch (IOException reset) {
                return -1;
            }
        }

        /** The index behind the empty line, or -1. */
        private int endOfHead(int from, int to) {
            for (int i = from + 3; i < to; i++) {
                if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') return i + 1;
            }
            return -1;
        }
    }
}
