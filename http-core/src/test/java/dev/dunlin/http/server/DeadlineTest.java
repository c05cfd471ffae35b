package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Response;
import dev.dunlin.http.testing.TestConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What happens when nothing happens for too long. Each deadline is shown to pass, and not to pass early; how late it may
 * pass is up to the machine, and bounded by the client's patience only.
 */
@Timeout(60)
class DeadlineTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @RegisterExtension
    final TestServer servers = new TestServer();

    private final long start = System.nanoTime();

    private void assertNotEarly(Duration deadline) {
        // The loop's clock is read once a turn, in nanoseconds; nothing is rounded down.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(deadline);
    }

    private static boolean hasAnswer(RawClient client) throws IOException {
        return client.socket().getInputStream().available() > 0;
    }

    @Test
    void anUnfinishedHeadIs408AndTheEnd() {
        servers.start(Handlers.path(), server -> server.headDeadline(SHORT));
        RawClient client = servers.connect().send("GET / HTTP/1.1\r\nHost: te");

        Answer answer = client.read();

        assertNotEarly(SHORT);
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.keepsAlive()).isFalse();
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void aHeadThatDripsIs408Nevertheless() {
        servers.start(Handlers.path(), server -> server.headDeadline(SHORT));
        RawClient client = servers.connect().send("GET / HTTP/1.1\r\nHost: test\r\nX: ");

        await().pollInterval(Duration.ofMillis(10)).until(() -> hasAnswer(client.send("x")));

        assertNotEarly(SHORT);
        assertThat(client.read().status()).isEqualTo(408);
    }

    @Test
    void eachHeadOfAnUnbrokenStreamHasItsOwnDeadline() {
        // By a clock of its own: here it would be a mistake of the test to be slow.
        TestConnection client = TestConnection.builder(Handlers.path())
                .headDeadline(SHORT)
                .open()
                .send("GET /a HT");

        // Never a moment without an unfinished head, and none of them for too long.
        for (int i = 0; i < 4; i++) {
            client.pass(SHORT.minusNanos(1));
            assertThat(client.exchange("TP/1.1\r\nHost: test\r\n\r\nGET /a HT"))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("/a");
        }
        assertThat(client.pass(SHORT).received()).startsWith("HTTP/1.1 408 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\n\r\n\r\n", "\r"})
    void aConnectionThatNeverSpokeIsClosedWithoutAWord(String nothing) {
        servers.start(Handlers.path(), server -> server.idleDeadline(SHORT).headDeadline(SHORT.plusMillis(1)));
        RawClient client = servers.connect().send(nothing);

        assertThat(client.readToEnd()).isEmpty();
        assertNotEarly(SHORT);
    }

    @Test
    void aConnectionAtRestIsClosed() {
        servers.start(Handlers.path(), server -> server.idleDeadline(SHORT));
        RawClient client = servers.connect().get("/");
        assertThat(client.read().keepsAlive()).isTrue();

        assertThat(client.readToEnd()).isEmpty();

        assertNotEarly(SHORT);
    }

    @Test
    void emptyLinesAreNoUse() {
        servers.start(Handlers.path(), server -> server.idleDeadline(SHORT));
        RawClient client = servers.connect();

        await().pollInterval(Duration.ofMillis(20))
                .timeout(Duration.ofSeconds(20))
                .until(() -> isClosedTo(client, "\r\n"));

        assertNotEarly(SHORT);
    }

    private static boolean isClosedTo(RawClient client, String bytes) {
        try {
            client.send(bytes);
            return false;
        } catch (UncheckedIOException closed) {
            return true;
        }
    }

    @Test
    void aConnectionInUseIsNotAtRest() {
        servers.start(Handlers.path(), server -> server.idleDeadline(Duration.ofSeconds(2)));
        RawClient client = servers.connect();

        await().pollInterval(Duration.ofMillis(100))
                .timeout(Duration.ofSeconds(20))
                .until(() -> {
                    assertThat(client.get("/").read().status()).isEqualTo(200);
                    return System.nanoTime() - start > Duration.ofSeconds(3).toNanos();
                });
    }

    @Test
    void anExchangeIsNoRest() {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later, server -> server.idleDeadline(SHORT));
        RawClient client = servers.connect().get("/");
        Handlers.Waiting.Asked asked = later.next();

        await().until(() -> System.nanoTime() - start > 3 * SHORT.toNanos());
        asked.responder().respond(Response.ok("worth waiting for"));

        assertThat(client.read().text()).isEqualTo("worth waiting for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10", "Content-Length: 100000", "Transfer-Encoding: chunked"})
    void contentThatDoesNotComeIs408AndTheEnd(String framing) {
        servers.start(Handlers.collecting(1_000_000), server -> server.contentDeadline(SHORT));
        RawClient client = servers.connect().send(Requests.head("POST", "/", framing) + "5");

        Answer answer = client.read();

        assertNotEarly(SHORT);
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.keepsAlive()).isFalse();
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void aHandlerThatDoesNotCareForFailedContentGetsItsAnswerSentAndTheConnectionEnds() {
        servers.start(
                (request, responder) -> request.body()
                        .bytes(100)
                        .whenComplete((content, failure) -> responder.respond(Response.ok("never mind"))),
                server -> server.contentDeadline(SHORT));
        RawClient client = servers.connect().send(Requests.head("POST", "/", "Content-Length: 10") + "01234");

        Answer answer = client.read();

        assertThat(answer.text()).isEqualTo("never mind");
        assertThat(answer.keepsAlive()).isFalse();
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void contentThatComesSlowlyIsWaitedFor() {
        Duration deadline = Duration.ofSeconds(2);
        servers.start(Handlers.collecting(100), server -> server.contentDeadline(deadline));
        RawClient client = servers.connect().send(Requests.head("POST", "/", "Content-Length: 30"));

        for (int i = 0; i < 30; i++) {
            long before = System.nanoTime();
            await().pollInterval(Duration.ofMillis(10))
                    .until(() ->
                            System.nanoTime() - before > Duration.ofMillis(100).toNanos());
            client.send("x");
        }

        assertThat(client.read().text()).hasSize(30);
        assertNotEarly(deadline);
    }

    @Test
    void contentThatNobodyReadsIsNotWaitedForForEver() {
        servers.start(Handlers.path(), server -> server.contentDeadline(SHORT));
        RawClient client = servers.connect().send(Requests.head("POST", "/a", "Content-Length: 10") + "01234");

        Answer answer = client.read();
        assertThat(answer.text()).isEqualTo("/a");
        assertThat(answer.keepsAlive()).isTrue();

        // It has its answer, so the end comes without a 408.
        assertThat(client.readToEnd()).isEmpty();
        assertNotEarly(SHORT);
    }

    @Test
    void anEchoWhoseContentDoesNotComeIsCut() {
        servers.start(Handlers.echo(), server -> server.contentDeadline(SHORT));
        RawClient client = servers.connect().send(Requests.head("POST", "/", "Content-Length: 10") + "01234");

        assertThat(client.readHead().status()).isEqualTo(200);
        assertThat(client.countToEnd()).isEqualTo(5);
    }

    @Test
    void aClientThatTakesNothingIsCut() {
        CompletableFuture<Throwable> cut = new CompletableFuture<>();
        int length = 64 << 20;
        servers.start(
                (request, responder) ->
                        responder.respond(Response.of(200).withBody(TestBody.of(length, "x".repeat(length)))),
                server -> server.writeDeadline(SHORT).listener(report -> cut.complete(report.failure())));
        RawClient client = servers.connectSlow().get("/");

        assertThat(cut.join()).isNotNull();

        assertNotEarly(SHORT);
        client.readHead();
        assertThat(client.countToEnd()).isLessThan(length);
    }

    @Test
    void aClientThatTakesAnAnswerSlowlyIsWaitedFor() {
        Duration deadline = Duration.ofSeconds(2);
        int length = 40 << 20;
        servers.start(
                (request, responder) ->
                        responder.respond(Response.of(200).withBody(TestBody.of(length, "x".repeat(length)))),
                server -> server.writeDeadline(deadline));
        RawClient client = servers.connectSlow().get("/");
        client.readHead();

        for (int i = 0; i < 40; i++) {
            long before = System.nanoTime();
            await().pollInterval(Duration.ofMillis(10))
                    .until(() ->
                            System.nanoTime() - before > Duration.ofMillis(80).toNanos());
            assertThat(client.readBytes(1 << 20)).hasSize(1 << 20);
        }
        assertNotEarly(deadline);
    }

    @Test
    void anExchangeWithoutAnAnswerIs500AndTheEnd() {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later, server -> server.exchangeDeadline(SHORT));
        RawClient client = servers.connect().get("/").get("/never");

        Answer answer = client.read();

        assertNotEarly(SHORT);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.keepsAlive()).isFalse();
        assertThat(client.readToEnd()).isEmpty();
        assertThat(servers.logged()).hasSize(1).allMatch(line -> line.contains("GET /"));
        TestBody late = servers.watch(TestBody.text("late"));
        later.next().responder().respond(Response.of(200).withBody(late));
    }

    @Test
    void anExchangeDeadlineThatIsTurnedOffNeverPasses() {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(
                later,
                server -> server.exchangeDeadline(Duration.ZERO)
                        .idleDeadline(SHORT)
                        .headDeadline(SHORT)
                        .contentDeadline(SHORT)
                        .writeDeadline(SHORT));
        RawClient client = servers.connect().get("/");
        Handlers.Waiting.Asked asked = later.next();

        await().until(() -> System.nanoTime() - start > 4 * SHORT.toNanos());
        asked.responder().respond(Response.ok("at last"));

        assertThat(client.read().text()).isEqualTo("at last");
    }

    @Test
    void deadlinesOfHundredsOfYearsAreNoMistake() {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        servers.start(
                Handlers.path(),
                server -> server.exchangeDeadline(forEver)
                        .idleDeadline(forEver)
                        .headDeadline(forEver)
                        .contentDeadline(forEver)
                        .writeDeadline(forEver));

        assertThat(servers.connect().get("/a").read().text()).isEqualTo("/a");
    }

    @Test
    void aClientThatNeverEndsItsSideIsNotLingeredOverForEver() {
        servers.start(Handlers.path());
        RawClient client = servers.connect().send("garbage\r\n\r\n");
        client.read();

        // The server's side is at its end at once; the connection is gone when sending fails.
        await().pollInterval(Duration.ofMillis(100))
                .timeout(Duration.ofSeconds(20))
                .until(() -> {
                    try {
                        client.send("x");
                        return false;
                    } catch (UncheckedIOException gone) {
                        return true;
                    }
                });
        assertNotEarly(Duration.ofSeconds(4));
    }
}
