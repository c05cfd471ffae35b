package dev.dunlin.demo;

import com.google.common.net.InetAddresses;
import dev.dunlin.http.ConnectionInfo;
import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The common log format of Apache httpd, {@code %h - - %t "%r" %>s %b}, one line an exchange:
 *
 * <pre>{@code
 * 192.0.2.7 - - [05/Feb/2026:08:49:37 +0000] "GET /a%20b.txt HTTP/1.1" 200 19
 * }</pre>
 *
 * <p>What a client sent is written with {@code \xHH} in the place of each quote, backslash and byte outside printable ASCII,
 * as nginx does.
 */
final class CommonLogFormat implements LogFormat {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    private final Clock clock;
    private final RenderedSecond seconds;

    /**
     * @param clock tells the time, and in which zone it is written
     */
    CommonLogFormat(Clock clock) {
        this.clock = clock;
        this.seconds = new RenderedSecond(TIME, clock.getZone());
    }

    @Override
    public String line(ExchangeReport exchange) {
        StringBuilder line = new StringBuilder(96);
        append(line, exchange);
        return line.toString();
    }

    /** Writes what all formats of this family begin with. */
    void append(StringBuilder line, ExchangeReport exchange) {
        Response response = exchange.response();
        String client = client(exchange.connection());
        line.append(client == null ? "-" : client)
                .append(" - - [")
                .append(seconds.text(clock.instant().minus(exchange.took())))
                .append("] \"");
        appendRequestLine(line, exchange.request(), exchange.protocol());
        line.append("\" ").append(response == null ? CLIENT_LEFT : response.status());
        line.append(' ').append(exchange.bytesSent());
    }

    /** The address in its shortest form, or null if it is not known. */
    static @Nullable String client(ConnectionInfo connection) {
        return connection.remote() instanceof InetSocketAddress inet && !inet.isUnresolved()
                ? InetAddresses.toAddrString(inet.getAddress())
                : null;
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

    /** Writes what a client sent so that it stays in its place. */
    static void appendEscaped(StringBuilder line, String text) {
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

    static void appendHex(StringBuilder line, char c, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            line.append(Character.toUpperCase(Character.forDigit(c >> shift & 0xf, 16)));
        }
    }
}
