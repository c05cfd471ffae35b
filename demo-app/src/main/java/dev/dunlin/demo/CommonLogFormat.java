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
 * <p>What a client sent is written as it came, escaped as {@link LogText} says.
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
        LogText.appendEscaped(line, request.method());
        line.append(' ');
        LogText.appendEscaped(line, request.target());
        line.append(' ').append(protocol);
    }
}
