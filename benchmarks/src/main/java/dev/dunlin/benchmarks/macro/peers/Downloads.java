package dev.dunlin.benchmarks.macro.peers;

import dev.dunlin.benchmarks.macro.MeasurementException;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Downloads a file over and over on many connections at once, and tells them apart, which wrk does not. On one thread, that
 * reads from each connection in turn, so that what is unfair is the server.
 */
final class Downloads {
    private static final int PIECE = 1 << 18;
    private static final int POLL_MILLIS = 100;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final InetSocketAddress server;
    private final byte[] request;
    private final int length;
    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);

    /** @param load whose file is asked for */
    Downloads(InetSocketAddress server, Load load) {
        this.server = server;
        this.request =
                ("GET " + load.path() + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        this.length = load.bytes();
    }

    /** Runs so many at once for that time. */
    Fairness run(int connections, Duration time) throws MeasurementException {
        List<Download> downloads = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            try {
                for (int i = 0; i < connections; i++) downloads.add(new Download(selector));
                long end = System.nanoTime() + time.toNanos();
                while (System.nanoTime() - end < 0) selector.select(Downloads::read, POLL_MILLIS);
            } finally {
                for (Download download : downloads) download.channel.close();
            }
        } catch (DownloadFailure e) {
            throw new MeasurementException("a download has failed", e.getCause());
        } catch (IOException e) {
            throw new MeasurementException("downloads cannot begin", e);
        }
        return new Fairness(
                downloads.stream()
                        .mapToLong(download -> download.received)
                        .min()
                        .orElse(0),
                downloads.stream()
                        .mapToLong(download -> download.received)
                        .max()
                        .orElse(0));
    }

    private static void read(SelectionKey key) {
        try {
            ((Download) key.attachment()).read();
        } catch (IOException e) {
            throw new DownloadFailure(e);
        }
    }

    /** One connection. */
    private final class Download {
        private final SocketChannel channel;
        private final StringBuilder head = new StringBuilder();
        private long received;

        private boolean inHead;

        /** Of the content of the answer that is coming. */
        private long missing;

        Download(Selector selector) throws IOException {
            channel = SocketChannel.open(server);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
            ask();
        }

        /** The request is far smaller than what an idle socket takes. */
        private void ask() throws IOException {
            head.setLength(0);
            inHead = true;
            missing = length;
            channel.write(ByteBuffer.wrap(request));
        }

        private void read() throws IOException {
            int count = channel.read(piece.clear());
            if (count < 0) throw new EOFException("the server has ended the connection");
            received += count;
            piece.flip();
            if (inHead) readHead();
            missing -= piece.remaining();
            if (missing == 0) ask();
        }

        /** The answers were looked at before; here only their beginnings have to be found. */
        private void readHead() {
            while (inHead && piece.hasRemaining()) {
                head.append((char) piece.get());
                inHead = head.indexOf(END_OF_HEAD, Math.max(0, head.length() - END_OF_HEAD.length())) < 0;
            }
        }
    }

    /** Takes a failure out of a selector's loop. */
    private static final class DownloadFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        DownloadFailure(IOException cause) {
            super(cause);
        }
    }
}
