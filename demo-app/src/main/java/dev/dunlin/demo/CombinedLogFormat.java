package dev.dunlin.demo;

import com.google.common.net.InetAddresses;
import dev.dunlin.http.ConnectionInfo;
import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The combined log format of Apache httpd, {@code %h - - %t "%r" %>s %b "%{Referer}i" "%{User-agent}i"}, one line an exchange:
 *
 * <pre>{@code
 * 192.0.2.7 - - [05/Feb/2026:08:49:37 +0000] "GET /a%20b.txt HTTP/1.1" 200 19 "-" "curl/8.5.0"
 * }</pre>
 *
 * <p>What a client sent is written with {@code \xHH} in the place of each quote, backslash and byte outside printable ASCII,
 * as nginx does: no client can end a field or begin a line.
 */
final class CombinedLogFormat {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    /** nginx's status for a client that left without an answer; readers of logs know it. */
    private static final int CLIENT_LEFT = 499;

    private final Clock clock;
    private volatile Second lastSecond = new Second(Long.MIN_VALUE, "");

    /**
     * @param clock tells the time, and in which zone it is written
     */
    CombinedLogFormat(Clock clock) {
        this.clock = clock;
    }

    /** The line, without its end. */
    String line(ExchangeReport exchange) {
        Request request = exchange.request();
        Response response = exchange.response();
        StringBuilder line = new StringBuilder(160);
        appendClient(line, exchange.connection());
        line.append(" - - [")
                .append(time(clock.instant().minus(exchange.took())))
                .append("] \"");
        appendRequestLine(line, request, exchange.protocol());
        line.append("\" ").append(response == null ? CLIENT_LEFT : response.status());
        line.append(' ').append(exchange.bytesSent()).append(" \"");
        appendField(line, request, "Referer");
        line.append("\" \"");
        appendField(line, request, "User-Agent");
        return line.append('"').toString();
    }

    private static void appendClient(StringBuilder line, ConnectionInfo connection) {
        if (connection.remote() instanceof InetSocketAddress inet && !inet.isUnresolved()) {
            line.append(InetAddresses.toAddrString(inet.getAddress()));
        } else {
            line.append('-');
        }
    }

    private static void appendRequestLine(StringBuilder line, @Nullable Request request, @Nullable String protocol) {
        if (request == null) {
            line.append('-');
            return;
        }
        appendEscaped(line, request.method());
        line.append(' ');
        appendEscaped(line, request.target());
        line.append(' ').append(protocol);
    }

    private static void appendField(StringBuilder line, @Nullable Request request, String name) {
        appendEscaped(
                line, request == null ? "-" : request.headers().first(name).orElse("-"));
    }

    private static void appendEscaped(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
                line.append(c);
            } else if (c <= 0xff) {
                line.append("\\x");
                appendHex(line, c, 2);
            } else {
                // No byte on the wire becomes such a character, but a filter may make any.
                line.append("\\u");
                appendHex(line, c, 4);
            }
        }
    }

    private static void appendHex(StringBuilder line, char c, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            line.append(Character.toUpperCase(Character.forDigit(c >> shift & 0xf, 16)));
        }
    }

    /** Rendered once a second, or a few times where loops write at once. */
    private String time(Instant instant) {
        Second second = lastSecond;
        if (second.epochSecond() != instant.getEpochSecond()) {
            second = new Second(instant.getEpochSecond(), TIME.format(instant.atZone(clock.getZone())));
            lastSecond = second;
        }
        return second.text();
    }

    private record Second(long epochSecond, String text) {}
}
