package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.dunlin.http.Headers;
import dev.dunlin.http.Patience;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A client that sends exactly the bytes it is given, and is strict about the answers. What it waits for longer than {@link
 * Patience} allows fails the test.
 */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE = (int) Patience.LIMIT.toMillis();

    private final Socket socket;
    private final InputStream input;

    RawClient(InetSocketAddress server) {
        this(server, 0);
    }

    /**
     * Connects.
     *
     * @param receiveBuffer how much the operating system may take in for a client that does not read; 0 for its default
     */
    RawClient(InetSocketAddress server, int receiveBuffer) {
        try {
            socket = SocketChannel.open().socket();
            if (receiveBuffer > 0) socket.setReceiveBufferSize(receiveBuffer);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE);
            socket.connect(server, PATIENCE);
            input = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes over a socket that is connected. */
    RawClient(Socket connected) {
        try {
            socket = connected;
            socket.setSoTimeout(PATIENCE);
            input = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Socket socket() {
        return socket;
    }

    RawClient send(String message) {
        return send(message.getBytes(ISO_8859_1));
    }

    RawClient send(byte[] message) {
        try {
            socket.getOutputStream().write(message);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends on a thread of its own, so that the caller can read meanwhile. Whoever sends much, or is answered with much, has
     * to: a server that cannot write reads no more, and how much the operating system holds for both is its own affair.
     */
    CompletableFuture<Void> sendMeanwhile(byte[] message) {
        return CompletableFuture.runAsync(() -> send(message), task -> new Thread(task).start());
    }

    /** The same, for characters up to U+00FF. */
    CompletableFuture<Void> sendMeanwhile(String message) {
        return sendMeanwhile(message.getBytes(ISO_8859_1));
    }

    /** Sends as much as the operating system takes at once, be it nothing; returns whether that was all. */
    boolean sendWhatFits(byte[] message) {
        try {
            SocketChannel channel = socket.getChannel();
            channel.configureBlocking(false);
            ByteBuffer rest = ByteBuffer.wrap(message);
            int taken = 1;
            while (rest.hasRemaining() && taken > 0) taken = channel.write(rest);
            channel.configureBlocking(true);
            return !rest.hasRemaining();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for a path, with the fields that a request has to have. */
    RawClient get(String path, String... fields) {
        return send(Requests.head("GET", path, fields));
    }

    /** Says that nothing more comes; what was sent is still to be answered. */
    RawClient finish() {
        try {
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the connection the hard way. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one answer to a request that is no HEAD. */
    Answer read() {
        return read(false);
    }

    /** Reads the head of an answer: all there is to a HEAD, or leaving the content to the caller. */
    Answer readHead() {
        return read(true);
    }

    List<Answer> read(int answers) {
        List<Answer> all = new ArrayList<>();
        for (int i = 0; i < answers; i++) all.add(read());
        return all;
    }

    private Answer read(boolean headOnly) {
        try {
            String[] statusLine = line().split(" ", 3);
            if (!statusLine[0].equals("HTTP/1.1") || statusLine.length < 3) {
                throw new AssertionError("no status line: " + String.join(" ", statusLine));
            }
            int status = Integer.parseInt(statusLine[1]);
            Headers fields = fields();
            boolean hasContent = !headOnly && status >= 200 && status != 204 && status != 304;
            return new Answer(status, fields, hasContent ? content(fields) : new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] content(Headers fields) throws IOException {
        if (fields.contains("Transfer-Encoding")) return chunks();
        String length = fields.first("Content-Length").orElse(null);
        return length == null ? input.readAllBytes() : exactly(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int size = -1; size != 0; ) {
            size = Integer.parseInt(line(), 16);
            content.writeBytes(exactly(size));
            if (!line().isEmpty()) throw new AssertionError("a chunk is longer than " + size);
        }
        return content.toByteArray();
    }

    private Headers fields() throws IOException {
        Headers fields = Headers.empty();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(": ");
            fields = fields.withAdded(line.substring(0, colon), line.substring(colon + 2));
        }
        return fields;
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) throw new EOFException(bytes.length + " bytes of " + length);
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = input.read(); c != '\r'; c = input.read()) {
            if (c < 0) throw new EOFException("the connection ended at: " + line);
            line.append((char) c);
        }
        if (input.read() != '\n') throw new AssertionError("a bare CR at: " + line);
        return line.toString();
    }

    /** Reads this many bytes, or fewer if the connection ends. */
    byte[] readBytes(int most) {
        try {
            return input.readNBytes(most);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads until the server has ended, which must not be a reset. */
    String readToEnd() {
        try {
            return new String(input.readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts the bytes that come until the connection ends, calmly or not. */
    long countToEnd() {
        long count = 0;
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) count += n;
        } catch (IOException reset) {
            requireNoTimeout(reset);
        }
        return count;
    }

    /** Whether the connection has ended, calmly or not, without another byte; waits for that, or for the byte. */
    boolean isAtEnd() {
        try {
            return input.read() < 0;
        } catch (IOException reset) {
            requireNoTimeout(reset);
            return true;
        }
    }

    private static void requireNoTimeout(IOException e) {
        if (e instanceof SocketTimeoutException) throw new UncheckedIOException(e);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
