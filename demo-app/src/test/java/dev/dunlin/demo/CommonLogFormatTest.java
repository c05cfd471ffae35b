package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.ConnectionInfo;
import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The rest is shared with the combined format and tried there. */
class CommonLogFormatTest {
    @Test
    void aLineIsThatOfApacheHttpd() {
        ConnectionInfo client =
                new ConnectionInfo(new InetSocketAddress("192.0.2.7", 40_000), ConnectionInfo.NONE.local(), false);
        Request request = Request.builder("GET", "/a%20b.txt?\"")
                .header("User-Agent", "curl/8.5.0")
                .build();
        Clock clock = Clock.fixed(Instant.parse("2026-02-05T08:49:37.250Z"), ZoneOffset.UTC);

        String line = new CommonLogFormat(clock)
                .line(new ExchangeReport(client, request, "HTTP/1.1", Response.ok("hi"), 19, Duration.ZERO, null));

        assertThat(line)
                .isEqualTo("192.0.2.7 - - [05/Feb/2026:08:49:37 +0000] \"GET /a%20b.txt?\\x22 HTTP/1.1\" 200 19");
    }
}
