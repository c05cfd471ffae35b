package dev.dunlin.benchmarks.macro.peers;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a server once what a load asks it, and looks at the answer: one that does not do what is asked would be measured at
 * something else.
 */
final class Probe {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int MAX_HEAD = 8_192;
    private static final String GOOD = "HTTP/1.1 200";
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n");
    private static final Pattern CONNECTION = Pattern.compile("\r\nconnection: *([a-z-]+)\r\n");

    private final Load load;

    Probe(Load load) {
        this.load = load;
    }

    /** Why the load cannot be measured with this server, if it cannot. */
    Optional<String> objection(InetSocketAddress server) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(server);
            socket.getOutputStream().write(request().getBytes(StandardCharsets.US_ASCII));
            return objection(new BufferedInputStream(socket.getInputStream()));
        } catch (SocketTimeoutException e) {
            return Optional.of("does not answer in time");
        } catch (EOFException e) {
            return Optional.of("ends the connection before the end of its answer");
        } catch (IOException e) {
            return Optional.of("does not answer: " + e.getMessage());
        }
    }

    private String request() {
        return switch (load.kind()) {
            case WRK, WRK_PIPELINED -> request("HTTP/1.1", "");
            case WRK_CLOSE -> request("HTTP/1.1", "Connection: close\r\n");
            case AB -> request("HTTP/1.0", "");
            case AB_KEEP_ALIVE -> request("HTTP/1.0", "Connection: Keep-Alive\r\n");
        };
    }

    private String request(String version, String fields) {
        return "GET " + load.path() + " " + version + "\r\nHost: localhost\r\n" + fields + "\r\n";
    }

    private Optional<String> objection(InputStream answer) throws IOException {
        String head = head(answer);
        if (!head.startsWith(GOOD))
            return Optional.of("answers with " + head.lines().findFirst().orElse("nothing"));
        Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
        if (!length.find()) return Optional.of("does not tell the length of its answer");
        if (Long.parseLong(length.group(1)) != load.bytes())
            return Optional.of("answers with " + length.group(1) + " bytes instead of " + load.bytes());
        answer.skipNBytes(load.bytes());
        return switch (load.kind()) {
            case WRK_CLOSE -> objectionToClosing(head, answer);
            case AB -> isEnded(answer) ? Optional.empty() : Optional.of("does not close a connection of HTTP/1.0");
            case AB_KEEP_ALIVE ->
                says("keep-alive", head) ? Optional.empty() : Optional.of("does not keep a connection of HTTP/1.0");
            case WRK, WRK_PIPELINED -> Optional.empty();
        };
    }

    private static String head(InputStream answer) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = answer.read();
            if (next < 0) throw new EOFException();
            if (head.length() == MAX_HEAD) throw new IOException("a head without an end");
            head.append((char) next);
        }
        return head.toString();
    }

    private static boolean isEnded(InputStream answer) throws IOException {
        try {
            return answer.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static Optional<String> objectionToClosing(String head, InputStream answer) throws IOException {
        if (!isEnded(answer)) return Optional.of("ignores Connection: close");
        return says("close", head)
                ? Optional.empty()
                : Optional.of("closes the connection without saying so, which wrk takes for a failure");
    }

    private static boolean says(String option, String head) {
        Matcher connection = CONNECTION.matcher(head.toLowerCase(Locale.ROOT));
        return connection.find() && connection.group(1).equals(option);
    }
}
