package dev.dunlin.http.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Filter;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Response;
import dev.dunlin.http.TrustedProxies;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can be said of a connection before it is opened. */
@Timeout(180)
class TestConnectionConfigTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    private static final Handler HELLO = (request, responder) -> responder.respond(Response.ok("hello"));

    @Test
    void headsAndContentAreLimited() {
        TestConnection.Builder line = TestConnection.builder(HELLO).maxRequestLine(20);
        assertThat(line.open().exchange("GET /" + "x".repeat(20) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ");

        TestConnection.Builder fields = TestConnection.builder(HELLO).maxFields(1);
        assertThat(fields.open().exchange(GET)).startsWith("HTTP/1.1 200 ");
        assertThat(fields.open().exchange("GET / HTTP/1.1\r\nHost: test\r\nA: b\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");

        TestConnection.Builder fieldBytes = TestConnection.builder(HELLO).maxFieldBytes(30);
        assertThat(fieldBytes.open().exchange("GET / HTTP/1.1\r\nHost: test\r\nA: " + "x".repeat(30) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");

        TestConnection.Builder content = TestConnection.builder(HELLO).maxContent(4);
        assertThat(content.open().exchange("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhello"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void theServersNameAndItsErrorAnswersCanBeSet() {
        TestConnection client = TestConnection.builder(HELLO)
                .serverName("Knot")
                .errorAnswer(status -> Response.ok("no: " + status).withStatus(status))
                .open();

        assertThat(client.exchange("garbage\r\n\r\n"))
                .contains("Server: Knot\r\n")
                .endsWith("\r\n\r\nno: 400");
    }

    @Test
    void theFirstFilterIsTheOutermost() {
        TestConnection client = TestConnection.builder(HELLO)
                .filter(marking("outer"))
                .filter(marking("inner"))
                .open();

        assertThat(client.exchange(GET)).containsSubsequence("X-Mark: inner\r\n", "X-Mark: outer\r\n");
    }

    private static Filter marking(String mark) {
        return next -> (request, responder) ->
                next.handle(request, responder.map(answer -> answer.withAddedHeader("X-Mark", mark)));
    }

    @Test
    void aListenerIsToldOfEveryExchangeWithTheConnectionsAddresses() {
        List<ExchangeReport> reports = new ArrayList<>();
        TestConnection client =
                TestConnection.builder(HELLO).listener(reports::add).open();

        client.send(GET + GET);

        assertThat(reports).hasSize(2).allSatisfy(report -> {
            assertThat(report.connection().remote().toString()).endsWith("127.0.0.1:50000");
            assertThat(report.connection().local().toString()).endsWith("127.0.0.1:80");
            assertThat(report.connection().secure()).isFalse();
        });
    }

    @Test
    void aTrustedProxyTellsTheClientAnewWithEveryRequest() {
        List<ExchangeReport> reports = new ArrayList<>();
        TestConnection proxy = TestConnection.builder((request, responder) ->
                        responder.respond(Response.ok(request.connection().remote() + "\n")))
                .trustedProxies(TrustedProxies.of("127.0.0.1"))
                .listener(reports::add)
                .open();

        assertThat(proxy.exchange("GET / HTTP/1.1\r\nHost: test\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n"))
                .endsWith("/203.0.113.9:0\n");
        assertThat(proxy.exchange(
                        "GET / HTTP/1.1\r\nHost: test\r\nX-Forwarded-For: unknown\r\nX-Forwarded-Proto: https\r\n\r\n"))
                .contains("unknown");
        assertThat(proxy.exchange(GET)).endsWith("/127.0.0.1:50000\n");
        assertThat(reports)
                .hasSize(3)
                .allSatisfy(report -> assertThat(report.connection())
                        .isEqualTo(report.request().connection()));
        assertThat(reports.get(1).connection().secure()).isTrue();
        assertThat(reports.get(2).connection().secure()).isFalse();
    }

    @Test
    void connectionsOfOneBuilderShareNothing() {
        TestConnection.Builder builder = TestConnection.builder(HELLO);
        TestConnection first = builder.open().send("GET / HTT");

        assertThat(builder.open().exchange(GET)).endsWith("hello");
        assertThat(first.exchange("P/1.1\r\nHost: test\r\n\r\n")).endsWith("hello");
    }
}
