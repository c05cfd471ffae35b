package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.dunlin.http.Body;
import dev.dunlin.http.ConnectionInfo;
import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Headers;
import dev.dunlin.http.Request;
import dev.dunlin.http.RequestTarget;
import dev.dunlin.http.Response;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLogFormatTest {
    private static final Instant NOW = Instant.parse("2026-02-05T08:49:37.257Z");
    private static final ConnectionInfo CLIENT =
            new ConnectionInfo(new InetSocketAddress("192.0.2.7", 40_000), ConnectionInfo.NONE.local(), false);

    private final LogFormat format = new JsonLogFormat(Clock.fixed(NOW, ZoneId.of("Asia/Kolkata")));

    @Test
    void aLineIsAnObject() {
        Request request = Request.builder("GET", "/a%20b.txt?x=1")
                .header("User-Agent", "curl/8.5.0")
                .connection(CLIENT)
                .build();

        String line = format.line(report(request, Response.ok("hi"), Duration.ofNanos(7_012_999)));

        assertThat(line)
                .isEqualTo("{\"time\":\"2026-02-05T08:49:37.249Z\",\"client\":\"192.0.2.7\",\"method\":\"GET\","
                        + "\"target\":\"/a%20b.txt?x=1\",\"protocol\":\"HTTP/1.1\",\"status\":200,\"bytes\":19,"
                        + "\"milliseconds\":7.012,\"referer\":null,\"user_agent\":\"curl/8.5.0\"}");
    }

    @Test
    void whatIsNotKnownIsNull() {
        ExchangeReport unread = new ExchangeReport(
                ConnectionInfo.NONE, null, null, Response.error(400), 60, Duration.ofMillis(1234), null);

        JsonObject line = parse(format.line(unread));

        for (String member : new String[] {"client", "method", "target", "protocol", "referer", "user_agent"}) {
            assertThat(line.get(member).isJsonNull()).as(member).isTrue();
        }
        assertThat(line.get("status").getAsInt()).isEqualTo(400);
        assertThat(line.get("milliseconds").getAsDouble()).isEqualTo(1234.0);
    }

    @Test
    void aClientThatLeftWithoutAnAnswerIs499() {
        Request request = Request.builder("GET", "/").connection(CLIENT).build();

        assertThat(parse(format.line(report(request, null, Duration.ZERO)))
                        .get("status")
                        .getAsInt())
                .isEqualTo(499);
    }

    /** Bytes that are not UTF-8 come as such characters; some values do not pass the parser, but are not trusted to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\",\"status\":200,\"x\":\"",
                "back\\",
                "\r\n{\"time\":\"forged\"}",
                "\u0000\u001b[31m\t\u007f",
                "\u0085\u2028\u2029",
                "\u00c3(\u00ff\u00fe",
                "\ud800",
                "plain"
            })
    void whatAClientSendsStaysInItsMember(String hostile) {
        Request request = Request.of(
                "GET" + hostile, RequestTarget.parse("/"), received("User-Agent", "a"), Body.empty(), CLIENT);

        String line = format.line(report(request, Response.of(204), Duration.ZERO));

        assertThat(line).matches("[ -~]*");
        JsonObject object = parse(line);
        assertThat(object.size()).isEqualTo(10);
        assertThat(object.get("method").getAsString()).isEqualTo("GET" + hostile);
        assertThat(object.get("status").getAsInt()).isEqualTo(204);
    }

    @Test
    void fieldsAreEscapedToo() {
        Request request =
                Request.of("GET", RequestTarget.parse("/"), received("User-Agent", "\"\u00ff\\"), Body.empty(), CLIENT);

        assertThat(format.line(report(request, Response.of(204), Duration.ZERO)))
                .endsWith("\"user_agent\":\"\\\"\\\\xFF\\\\\"}");
    }

    @Test
    void targetsAndFieldsAreReadAsUtf8() {
        Request request = Request.of(
                "GET",
                RequestTarget.parse("/\u0416\ud83d\udc26"),
                received("User-Agent", "\u00d0\u0096 \u00f0\u009f\u0090\u00a6 \u00e9"),
                Body.empty(),
                CLIENT);

        JsonObject line = parse(format.line(report(request, Response.of(204), Duration.ZERO)));

        assertThat(line.get("target").getAsString()).isEqualTo("/\u0416\ud83d\udc26");
        assertThat(line.get("user_agent").getAsString()).isEqualTo("\u0416 \ud83d\udc26 \\xE9");
    }

    private static JsonObject parse(String line) {
        return JsonParser.parseString(line).getAsJsonObject();
    }

    private static ExchangeReport report(Request request, Response response, Duration took) {
        return new ExchangeReport(request.connection(), request, "HTTP/1.1", response, 19, took, null);
    }

    /** A field as it comes from the wire, unchecked. */
    private static Headers received(String name, String value) {
        byte[] line = (name + ": " + value + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return Headers.received(line, new int[] {0, name.length(), name.length() + 2, line.length - 2});
    }
}
