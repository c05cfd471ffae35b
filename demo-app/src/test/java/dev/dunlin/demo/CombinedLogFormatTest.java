package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.ConnectionInfo;
import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Headers;
import dev.dunlin.http.Request;
import dev.dunlin.http.RequestTarget;
import dev.dunlin.http.Response;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CombinedLogFormatTest {
    private static final Instant NOW = Instant.parse("2026-02-05T08:49:37.250Z");
    private static final Pattern LINE = Pattern.compile(
            "\\S+ - - \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}] TEXT \\d{3} \\d+ TEXT TEXT"
                    .replace("TEXT", "\"[^\"\\p{Cntrl}\\x{80}-\\x{9f}\\u2028\\u2029]*\""));

    @Test
    void aLineIsThatOfApacheHttpd() {
        Request request = Request.builder("GET", "/a%20b.txt?x=1")
                .header("Referer", "http://example.org/")
                .header("User-Agent", "curl/8.5.0")
                .connection(from("192.0.2.7"))
                .build();

        String line = line(format(ZoneOffset.UTC), request, Response.ok("hi"), 19, Duration.ZERO);

        assertThat(line)
                .isEqualTo("192.0.2.7 - - [05/Feb/2026:08:49:37 +0000] \"GET /a%20b.txt?x=1 HTTP/1.1\" 200 19"
                        + " \"http://example.org/\" \"curl/8.5.0\"")
                .matches(LINE);
    }

    @Test
    void aHeadThatCouldNotBeReadIsADash() {
        assertThat(line(format(ZoneOffset.UTC), null, Response.error(400), 60, Duration.ZERO))
                .isEqualTo("192.0.2.7 - - [05/Feb/2026:08:49:37 +0000] \"-\" 400 60 \"-\" \"-\"");
    }

    @Test
    void theVersionIsTheOneThatTheClientSpoke() {
        ExchangeReport report = new ExchangeReport(
                from("192.0.2.7"), request("GET", "/", ""), "HTTP/1.0", Response.of(204), 0, Duration.ZERO, null);

        assertThat(format(ZoneOffset.UTC).line(report)).contains("\"GET / HTTP/1.0\" 204 ");
    }

    @Test
    void aClientThatLeftWithoutAnAnswerIs499() {
        assertThat(line(format(ZoneOffset.UTC), request("GET", "/", ""), null, 0, Duration.ZERO))
                .endsWith("\"GET / HTTP/1.1\" 499 0 \"-\" \"\"");
    }

    @ParameterizedTest
    @CsvSource({"2001:db8::1, 2001:db8::1", "::1, ::1", "0:0:0:0:0:ffff:c000:207, 192.0.2.7", "192.0.2.7, 192.0.2.7"})
    void clientsAreWrittenInTheirShortestForm(String address, String expected) {
        Request request = Request.builder("GET", "/").connection(from(address)).build();

        assertThat(line(format(ZoneOffset.UTC), request, Response.of(204), 0, Duration.ZERO))
                .startsWith(expected + " - - [");
    }

    @Test
    void theTimeIsThatOfTheRequestInTheZoneOfTheClock() {
        String line = line(format(ZoneId.of("Asia/Kolkata")), null, null, 0, Duration.ofSeconds(38));

        assertThat(line).contains("[05/Feb/2026:14:18:59 +0530]");
    }

    @Test
    void monthsAreEnglishEverywhere() {
        Locale locale = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ru"));
        try {
            assertThat(line(format(ZoneOffset.UTC), null, null, 0, Duration.ZERO))
                    .contains("[05/Feb/2026:");
        } finally {
            Locale.setDefault(locale);
        }
    }

    @Test
    void eachSecondHasItsOwnTime() {
        CombinedLogFormat format = format(ZoneOffset.UTC);

        assertThat(line(format, null, null, 0, Duration.ZERO)).contains(":08:49:37 ");
        assertThat(line(format, null, null, 0, Duration.ofSeconds(1))).contains(":08:49:36 ");
        assertThat(line(format, null, null, 0, Duration.ofMillis(250))).contains(":08:49:37 ");
        assertThat(line(format, null, null, 0, Duration.ofMillis(251))).contains(":08:49:36 ");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "\" 200 1 \"-\" \"forged,\\x22 200 1 \\x22-\\x22 \\x22forged",
                "back\\slash,back\\x5Cslash",
                "\u001b[31mred,\\x1B[31mred",
                "a\tb,a\\x09b",
                "\u007f,\\x7F",
                "\u0085,\\x85",
                "\u00ff,\\xFF",
                "caf\u00e9,caf\\xE9",
                "caf\u00c3\u00a9,caf\u00e9",
                "\u00d0\u0096\u00d0\u0096\u00ff\u00d0\u0096\u00d0,\u0416\u0416\\xFF\u0416\\xD0",
                "\u00f0\u009f\u0090\u00a6,\ud83d\udc26",
                "\u00ed\u00b2\u0080,\\xED\\xB2\\x80",
                "\u00c2\u009b31m,\\xC2\\x9B31m",
                "\u00e2\u0080\u00a8,\\xE2\\x80\\xA8",
                "plain,plain"
            },
            quoteCharacter = '\0')
    void whatAClientSendsCannotEndItsField(String sent, String written) {
        String line = line(format(ZoneOffset.UTC), request("GET", "/", sent), Response.of(200), 0, Duration.ZERO);

        assertThat(line).endsWith("\"-\" \"" + written + "\"").matches(LINE);
    }

    @Test
    void theTargetIsWrittenInTheBytesThatCame() {
        assertThat(line(
                        format(ZoneOffset.UTC),
                        request("GET", "/\u0416/\u00e9?\ud83d\udc26=\\", ""),
                        Response.of(200),
                        0,
                        Duration.ZERO))
                .contains("\"GET /\u0416/\u00e9?\ud83d\udc26=\\x5C HTTP/1.1\"")
                .matches(LINE);
    }

    /** Such values do not pass the parser and the builders; but this class must not trust them to. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n127.0.0.1 - - [", "\n", "\u0000", "\u2028"})
    void noValueCanBeginALine(String hostile) {
        Request request = Request.of(
                "GET" + hostile,
                RequestTarget.parse("/"),
                received("User-Agent", "a" + hostile),
                Body.empty(),
                ConnectionInfo.NONE);

        String line = line(format(ZoneOffset.UTC), request, Response.of(200), 0, Duration.ZERO);

        assertThat(line).matches(LINE).hasLineCount(1);
    }

    private static String line(
            CombinedLogFormat format, Request request, Response response, long bytesSent, Duration took) {
        ConnectionInfo connection = request == null ? from("192.0.2.7") : request.connection();
        String protocol = request == null ? null : "HTTP/1.1";
        return format.line(new ExchangeReport(connection, request, protocol, response, bytesSent, took, null));
    }

    private static CombinedLogFormat format(ZoneId zone) {
        return new CombinedLogFormat(Clock.fixed(NOW, zone));
    }

    private static Request request(String method, String target, String userAgent) {
        return Request.of(
                method,
                RequestTarget.parse(target),
                received("User-Agent", userAgent),
                Body.empty(),
                from("192.0.2.7"));
    }

    /** A field as it comes from the wire, unchecked. */
    private static Headers received(String name, String value) {
        byte[] line = (name + ": " + value + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        int valueStart = name.length() + 2;
        return Headers.received(line, new int[] {0, name.length(), valueStart, line.length - 2});
    }

    private static ConnectionInfo from(String address) {
        try {
            return new ConnectionInfo(
                    new InetSocketAddress(InetAddress.getByName(address), 40_000), ConnectionInfo.NONE.local(), false);
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
