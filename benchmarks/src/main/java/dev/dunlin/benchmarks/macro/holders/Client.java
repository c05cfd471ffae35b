package dev.dunlin.benchmarks.macro.holders;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection that waits for its responses. */
final class Client implements AutoCloseable {
    private static final int MAX_HEAD = 8_192;
    private static final String GOOD = "HTTP/1.1 200 ";
    private static final Pattern LENGTH = field("content-length", "(\\d+)");
    private static final Pattern CLOSE = field("connection", "close");

    private final Socket socket;
    private final InputStream input;
    private boolean isLast;

    /** Connects; neither that nor any read takes longer than the given time. */
    Client(InetSocketAddress server, Duration most) throws IOException {
        this.socket = new Socket();
        try {
            int millis = Math.toIntExact(most.toMillis());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(millis);
            socket.connect(server, millis);
            this.input = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Returns the content of a resource that tells its length. */
    String get(String path) throws IOException {
        send(Messages.get(path));
        String head = head();
        if (!head.startsWith(GOOD))
            throw new IOException("not good: " + head.lines().findFirst().orElse("nothing"));
        Matcher length = LENGTH.matcher(head);
        if (!length.find()) throw new IOException("the length is not told: " + path);
        isLast = CLOSE.matcher(head).find();
        int expected = Integer.parseInt(length.group(1));
        byte[] content = input.readNBytes(expected);
        if (content.length < expected) throw new EOFException("the content is short: " + path);
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Returns whether the server has said that it closes the connection. */
    boolean isLast() {
        return isLast;
    }

    /** Sends a request and reads until nothing has come for the given time, or the given number of bytes was read. */
    void skim(byte[] request, long most) throws IOException {
        send(request);
        byte[] piece = new byte[64 * 1024];
        for (long read = 0; read < most; ) {
            int count = input.read(piece);
            if (count < 0) return;
            read += count;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // So be it.
        }
    }

    private void send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = input.read();
            if (next < 0) throw new EOFException("the server has ended the connection");
            if (head.length() == MAX_HEAD) throw new IOException("a head without an end");
            head.append((char) next);
        }
        return head.toString();
    }

    private static Pattern field(String name, String value) {
        return Pattern.compile("\r\n" + name + ": *" + value + "\r\n", Pattern.CASE_INSENSITIVE);
    }
}
