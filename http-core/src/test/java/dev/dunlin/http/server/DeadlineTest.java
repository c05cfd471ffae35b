package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Response;
import dev.dunlin.http.testing.TestConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What happens when nothing happens for too long. Each deadline is shown to pass, and not to pass early. Over a socket how
 * late it may pass is up to the machine; where it would be a mistake of the test to be slow, the clock is the connection's own.
 */
@Timeout(180)
class DeadlineTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration MOMENT = Duration.ofNanos(1);
    private static final Duration ALMOST = SHORT.minus(MOMENT);
    private static final String GET = Requests.get("/");

    @RegisterExtension
    final TestServer servers = new TestServer();

    private final long start = System.nanoTime();

    private void assertNotEarly(Duration deadline) {
        // The loop's clock is read once a turn, in nanoseconds; nothing is rounded down.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(deadline);
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
        TestConnection client = connection().headDeadline(SHORT).open().send("GET / HTTP/1.1\r\nHost: test\r\nX: ");
        for (int i = 1; i < 10; i++)
            assertThat(client.pass(SHORT.dividedBy(10)).exchange("x")).isEmpty();
        assertThat(client.pass(SHORT.dividedBy(10)).received()).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void eachHeadOfAnUnbrokenStreamHasItsOwnDeadline() {
        TestConnection client = connection().headDeadline(SHORT).open().send("GET /a HT");
        // Never a moment without an unfinished head, and none of them for too long.
        for (int i = 0; i < 4; i++) {
            client.pass(ALMOST);
            assertThat(client.exchange("TP/1.1\r\nHost: test\r\n\r\nGET /a HT"))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("/a");
        }
        assertThat(client.pass(SHORT).received()).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() {
        servers.start(Handlers.path(), server -> server.idleDeadline(SHORT));
        assertThat(servers.connect().readToEnd()).isEmpty();
        assertNotEarly(SHORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\n\r\n", "\r"})
    void aConnectionThatNeverSpokeIsClosedWithoutAWord(String nothing) {
        TestConnection client = connection()
                .idleDeadline(SHORT)
                .headDeadline(SHORT.plusMillis(1))
                .open()
                .send(nothing);
        assertThat(client.pass(ALMOST).isOpen()).isTrue();
        assertThat(client.pass(MOMENT).isOpen()).isFalse();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void aConnectionAtRestIsClosed() {
        TestConnection client = connection().idleDeadline(SHORT).open();
        assertThat(client.exchange(GET)).contains("Connection: keep-alive\r\n");
        assertThat(client.pass(ALMOST).isOpen()).isTrue();
        assertThat(client.pass(MOMENT).isOpen()).isFalse();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void emptyLinesAreNoUse() {
        TestConnection client = connection().idleDeadline(SHORT).open();
        client.exchange(GET);
        for (int i = 0; i < 2; i++) client.pass(SHORT.dividedBy(3)).send("\r\n");
        assertThat(client.isOpen()).isTrue();
        assertThat(client.pass(SHORT.dividedBy(3).plusNanos(3)).isOpen()).isFalse();
    }

    @Test
    void aConnectionInUseIsNotAtRest() {
        TestConnection client = connection().idleDeadline(SHORT).open();
        for (int i = 0; i < 10; i++) {
            assertThat(client.pass(ALMOST).exchange(GET)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void anExchangeIsNoRest() {
        Handlers.Waiting later = new Handlers.Waiting();
        TestConnection client =
                TestConnection.builder(later).idleDeadline(SHORT).open().send(GET);
        client.pass(SHORT.multipliedBy(3));
        later.next().responder().respond(Response.ok("worth waiting for"));
        assertThat(client.received()).endsWith("worth waiting for");
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
        TestConnection client = TestConnection.builder(Handlers.collecting(100))
                .contentDeadline(SHORT)
                .minimumRate(0)
                .open()
                .send(Requests.head("POST", "/", "Content-Length: 30"));
        for (int i = 0; i < 30; i++) client.pass(ALMOST).send("x");
        assertThat(client.received()).endsWith("x".repeat(30));
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
        // Whatever the kernel takes in the client's place, it does not take all of this.
        servers.start(
                (request, responder) -> responder.respond(Response.of(200).withBody(new EndlessBody())),
                server -> server.writeDeadline(SHORT).listener(report -> cut.complete(report.failure())));
        RawClient client = servers.connectSlow().get("/");

        assertThat(cut.join()).isNotNull();
        assertNotEarly(SHORT);
        client.readHead();
        client.countToEnd(); // which there is
    }

    @Test
    void aClientThatTakesAnAnswerSlowlyIsWaitedFor() {
        int length = 100_000;
        TestConnection client = TestConnection.builder((request, responder) ->
                        responder.respond(Response.of(200).withBody(TestBody.of(length, "x".repeat(length)))))
                .writeDeadline(SHORT)
                .open()
                .takeAtMost(0)
                .send(GET);
        StringBuilder taken = new StringBuilder();
        while (taken.length() < length) {
            assertThat(client.pass(ALMOST).takeAtMost(1000).isOpen()).isTrue();
            taken.append(client.received());
        }
        assertThat(taken).startsWith("HTTP/1.1 200 ");
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
        TestConnection client = TestConnection.builder(later)
                .exchangeDeadline(Duration.ZERO)
                .idleDeadline(SHORT)
                .headDeadline(SHORT)
                .contentDeadline(SHORT)
                .writeDeadline(SHORT)
                .open()
                .send(GET);
        client.pass(Duration.ofDays(1000));
        later.next().responder().respond(Response.ok("at last"));
        assertThat(client.received()).endsWith("at last");
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
        TestConnection client = connection().open();
        assertThat(client.exchange("garbage\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        // The server's side is at its end at once.
        assertThat(client.isEnded()).isTrue();
        for (int i = 0; i < 4; i++) {
            assertThat(client.pass(Duration.ofSeconds(1)).send("x").isOpen()).isTrue();
        }
        assertThat(client.pass(Duration.ofSeconds(1)).isOpen()).isFalse();
    }

    private static TestConnection.Builder connection() {
        return TestConnection.builder(Handlers.path());
    }
}
