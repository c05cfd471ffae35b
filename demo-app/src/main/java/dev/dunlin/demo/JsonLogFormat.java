package dev.dunlin.demo;

import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object an exchange, with the same members in each; what is not known is null:
 *
 * <pre>{@code
 * {"time":"2026-02-05T08:49:37.250Z","client":"192.0.2.7","method":"GET","target":"/a%20b.txt","protocol":"HTTP/1.1",
 *  "status":200,"bytes":19,"milliseconds":0.412,"referer":null,"user_agent":"curl/8.5.0"}
 * }</pre>
 *
 * <p>What a client sent is read as UTF-8; a byte that is not stands as {@code \xE9} in the text. Characters outside ASCII
 * are written as {@code \}{@code uXXXX}. The members are flat and few, which is why no library writes them: those at hand
 * leave characters as they are that some readers end a line at.
 */
final class JsonLogFormat implements LogFormat {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private final Clock clock;
    private final RenderedSecond seconds = new RenderedSecond(TIME, ZoneOffset.UTC);

    JsonLogFormat(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String line(ExchangeReport exchange) {
        Request request = exchange.request();
        Response response = exchange.response();
        Instant start = clock.instant().minus(exchange.took());
        StringBuilder line = new StringBuilder(320);
        line.append("{\"time\":\"").append(seconds.text(start)).append('.');
        appendThreeDigits(line, start.get(ChronoField.MILLI_OF_SECOND));
        line.append("Z\"");
        appendText(line, "client", CommonLogFormat.client(exchange.connection()));
        appendText(line, "method", request == null ? null : request.method());
        appendText(line, "target", request == null ? null : request.target());
        appendText(line, "protocol", exchange.protocol());
        line.append(",\"status\":").append(response == null ? CLIENT_LEFT : response.status());
        line.append(",\"bytes\":").append(exchange.bytesSent());
        long micros = exchange.took().toNanos() / 1000;
        line.append(",\"milliseconds\":").append(micros / 1000).append('.');
        appendThreeDigits(line, (int) (micros % 1000));
        appendText(line, "referer", field(request, "Referer"));
        appendText(line, "user_agent", field(request, "User-Agent"));
        return line.append('}').toString();
    }

    private static @Nullable String field(@Nullable Request request, String name) {
        return request == null
                ? null
                : request.headers().first(name).map(LogText::decoded).orElse(null);
    }

    private static void appendText(StringBuilder line, String name, @Nullable String value) {
        line.append(",\"").append(name).append("\":");
        if (value == null) {
            line.append("null");
            return;
        }
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (LogText.isLoneByte(c) && !(i > 0 && Character.isHighSurrogate(value.charAt(i - 1)))) {
                LogText.appendByte(line.append('\\'), c);
            } else if (c < ' ' || c > '~') {
                line.append("\\u");
                LogText.appendHex(line, c, 4);
            } else {
                if (c == '"' || c == '\\') line.append('\\');
                line.append(c);
            }
        }
        line.append('"');
    }

    private static void appendThreeDigits(StringBuilder line, int number) {
        if (number < 100) line.append('0');
        if (number < 10) line.append('0');
        line.append(number);
    }
}
