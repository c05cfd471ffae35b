package dev.dunlin.demo;

import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Request;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The combined log format of Apache httpd, {@code %h - - %t "%r" %>s %b "%{Referer}i" "%{User-agent}i"}: the
 * {@linkplain CommonLogFormat common} one, and what led there:
 *
 * <pre>{@code
 * 192.0.2.7 - - [05/Feb/2026:08:49:37 +0000] "GET /a%20b.txt HTTP/1.1" 200 19 "-" "curl/8.5.0"
 * }</pre>
 */
final class CombinedLogFormat implements LogFormat {
    private final CommonLogFormat common;

    /**
     * @param clock tells the time, and in which zone it is written
     */
    CombinedLogFormat(Clock clock) {
        this.common = new CommonLogFormat(clock);
    }

    @Override
    public String line(ExchangeReport exchange) {
        StringBuilder line = new StringBuilder(160);
        common.append(line, exchange);
        appendField(line.append(" \""), exchange.request(), "Referer");
        appendField(line.append("\" \""), exchange.request(), "User-Agent");
        return line.append('"').toString();
    }

    private static void appendField(StringBuilder line, @Nullable Request request, String name) {
        String value = request == null ? "-" : request.headers().first(name).orElse("-");
        LogText.appendEscaped(line, LogText.decoded(value));
    }
}
