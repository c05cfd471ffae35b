package dev.dunlin.http.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.dunlin.http.Body;
import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Patience;
import dev.dunlin.http.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Time that passes when the test says so, and threads that are waited for. */
@Timeout(180)
class TestConnectionTimeTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final Duration PATIENCE = Patience.LIMIT;

    private static final Handler HELLO = (request, responder) -> responder.respond(Response.ok("hello"));
    private static final Handler SILENCE = (request, responder) -> {};

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.dunlin");
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void logNothing() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void endThreads() {
        logger.setLevel(null);
        threads.shutdownNow();
    }

    @Test
    void noDeadlinePassesByItself() {
        TestConnection client = TestConnection.builder(HELLO)
                .headDeadline(Duration.ofNanos(1))
                .idleDeadline(Duration.ofNanos(1))
                .open();

        assertThat(client.exchange("GET / HTTP/1.1\r\n")).isEmpty();
        assertThat(client.exchange("Host: test\r\n\r\n")).endsWith("hello");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void aDeadlinePassesAtItsTimeAndNotBefore() {
        TestConnection client = TestConnection.to(HELLO).send("GET / HT");

        client.pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(client.received()).isEmpty();
        client.pass(Duration.ofNanos(1));

        assertThat(client.received()).startsWith("HTTP/1.1 408 ");
        assertThat(client.isEnded()).isTrue();
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void deadlinesThatFollowFromOneAnotherPassInOneStep() {
        TestConnection client = TestConnection.to(HELLO).send("GET / HT");

        client.pass(Duration.ofMinutes(1));

        assertThat(client.received()).contains(" 408 ").contains("Date: Thu, 01 Jan 2026 00:00:10 GMT\r\n");
        assertThat(client.isOpen()).as("it still lingers").isFalse();
    }

    @Test
    void eachDeadlineCanBeSet() {
        Duration second = Duration.ofSeconds(1);
        String post = "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\n";

        TestConnection idle = TestConnection.builder(HELLO).idleDeadline(second).open();
        assertThat(idle.pass(second).isOpen()).isFalse();

        TestConnection handling =
                TestConnection.builder(SILENCE).exchangeDeadline(second).open();
        assertThat(handling.send(GET).pass(second).received()).startsWith("HTTP/1.1 500 ");

        TestConnection sending = TestConnection.builder(
                        (request, responder) -> request.body().bytes(5))
                .contentDeadline(second)
                .open();
        assertThat(sending.send(post).pass(second).received()).startsWith("HTTP/1.1 408 ");

        TestConnection taking =
                TestConnection.builder(HELLO).writeDeadline(second).open();
        assertThat(taking.takeAtMost(9).send(GET).pass(second).received()).isEqualTo("HTTP/1.1 ");
        assertThat(taking.isOpen()).isFalse();
    }

    @Test
    void aDeadlineOfZeroNeverPasses() {
        TestConnection client =
                TestConnection.builder(HELLO).idleDeadline(Duration.ZERO).open();

        assertThat(client.pass(Duration.ofDays(1000)).isOpen()).isTrue();
    }

    @Test
    void theDateGoesWithTheClock() {
        TestConnection client = TestConnection.builder(HELLO)
                .date(Instant.parse("1999-12-31T23:59:59Z"))
                .open();

        assertThat(client.exchange(GET)).contains("Date: Fri, 31 Dec 1999 23:59:59 GMT\r\n");
        client.pass(Duration.ofSeconds(1));
        assertThat(client.exchange(GET)).contains("Date: Sat, 01 Jan 2000 00:00:00 GMT\r\n");
        assertThatIllegalArgumentException().isThrownBy(() -> client.pass(Duration.ofSeconds(-1)));
    }

    @Test
    void exchangesLastAsLongAsTheClockSays() {
        List<ExchangeReport> reports = new ArrayList<>();
        TestConnection client =
                TestConnection.builder(SILENCE).listener(reports::add).open();

        client.send(GET).pass(Duration.ofHours(1));

        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.took()).isEqualTo(Duration.ofSeconds(60)));
    }

    @Test
    void anAnswerFromAnotherThreadIsWaitedFor() throws InterruptedException {
        Handler blocking = (request, responder) ->
                responder.respond(Response.ok(Thread.currentThread().getName()));
        TestConnection client = TestConnection.to(blocking.on(threads));

        for (int i = 0; i < 100; i++) {
            assertThat(client.send(GET).awaitReceived(PATIENCE))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .doesNotContain(Thread.currentThread().getName());
        }
    }

    @Test
    void contentThatIsPublishedInPiecesIsWaitedFor() throws InterruptedException {
        SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>(threads, 16);
        TestConnection client = TestConnection.to((request, responder) ->
                responder.respond(Response.of(200).withBody(Body.from(publisher, Body.UNKNOWN_LENGTH))));
        client.send(GET);
        assertThat(client.awaitReceived(PATIENCE)).contains("Transfer-Encoding: chunked\r\n");

        publisher.submit(StandardCharsets.UTF_8.encode("one"));
        publisher.submit(StandardCharsets.UTF_8.encode("two"));
        publisher.close();

        assertThat(client.awaitReceived(PATIENCE, received -> received.endsWith("0\r\n\r\n")))
                .isEqualTo("3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n");
    }

    @Test
    void waitingEndsWithItsTime() {
        CountDownLatch never = new CountDownLatch(1);
        Handler stuck = (request, responder) -> never.await();
        TestConnection client = TestConnection.to(stuck.on(threads)).send(GET);

        assertThatThrownBy(() -> client.awaitReceived(Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("PT0.001S");
        never.countDown();
    }

    @Test
    void waitingEndsWithTheConnectionAndTellsWhatCame() {
        TestConnection client = TestConnection.to(HELLO).send("garbage\r\n\r\n");

        assertThatThrownBy(() -> client.awaitReceived(PATIENCE, received -> received.contains("200")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ended")
                .hasMessageContaining("HTTP/1.1 400 Bad Request");
        assertThat(client.received()).startsWith("HTTP/1.1 400 ");
    }
}
