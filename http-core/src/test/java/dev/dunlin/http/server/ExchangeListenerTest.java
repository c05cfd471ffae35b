package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.ExchangeListener;
import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Patience;
import dev.dunlin.http.Response;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners are told of every exchange, once, when it is over. */
@Timeout(180)
class ExchangeListenerTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    private final BlockingQueue<ExchangeReport> completed = new LinkedBlockingQueue<>();

    private final ExchangeListener listener = completed::add;

    private ExchangeReport next() throws InterruptedException {
        return completed.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void ofOneThatWentWell() throws InterruptedException {
        servers.start(Handlers.path(), server -> server.listener(listener));
        long start = System.nanoTime();
        servers.connect().get("/hello").read();

        ExchangeReport exchange = next();
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);

        assertThat(exchange.request().path()).isEqualTo("/hello");
        assertThat(exchange.protocol()).isEqualTo("HTTP/1.1");
        assertThat(exchange.connection()).isEqualTo(exchange.request().connection());
        assertThat(exchange.response().status()).isEqualTo(200);
        assertThat(exchange.bytesSent()).isEqualTo(6);
        assertThat(exchange.took()).isBetween(Duration.ZERO, elapsed);
        assertThat(exchange.failure()).isNull();
    }

    @Test
    void ofContentBytesOnlyWithoutTheirFraming() throws InterruptedException {
        servers.start(
                (request, responder) -> responder.respond(Response.of(200)
                        .withBody(
                                TestBody.of(request.path().equals("/known") ? 6 : Body.UNKNOWN_LENGTH, "abc", "def"))),
                server -> server.listener(listener));
        RawClient client = servers.connect();

        client.get("/known").read();
        assertThat(next().bytesSent()).isEqualTo(6);
        client.get("/unknown").read();
        assertThat(next().bytesSent()).isEqualTo(6);
        client.send(Requests.head("HEAD", "/known")).readHead();
        assertThat(next().bytesSent()).isZero();
    }

    @Test
    void ofTheVersionThatTheClientSpoke() throws InterruptedException {
        servers.start(Handlers.path(), server -> server.listener(listener));
        servers.connect().send("GET / HTTP/1.0\r\n\r\n").readToEnd();

        assertThat(next().protocol()).isEqualTo("HTTP/1.0");
    }

    @Test
    void ofWhatCouldNotBeParsed() throws InterruptedException {
        servers.start(Handlers.path(), server -> server.listener(listener));
        RawClient client = servers.connect().send("garbage\r\n\r\n");
        client.read();

        ExchangeReport exchange = next();

        assertThat(exchange.request()).isNull();
        assertThat(exchange.protocol()).isNull();
        assertThat(exchange.connection().remote()).isEqualTo(client.socket().getLocalSocketAddress());
        assertThat(exchange.response().status()).isEqualTo(400);
        assertThat(exchange.failure()).isNull();
    }

    @Test
    void ofOneWithMoreContentThanAllowed() throws InterruptedException {
        servers.start(Handlers.path(), server -> server.listener(listener).maxContent(10));
        servers.connect()
                .send(Requests.head("HEAD", "/large", "Content-Length: 11"))
                .readHead();

        ExchangeReport exchange = next();

        assertThat(exchange.request().path()).isEqualTo("/large");
        assertThat(exchange.response().status()).isEqualTo(413);
        assertThat(exchange.bytesSent()).isZero();
    }

    @Test
    void ofOneWhoseClientWentBeforeTheAnswer() throws InterruptedException {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later, server -> server.listener(listener));
        RawClient client = servers.connect().get("/");
        later.next();
        client.reset();

        ExchangeReport exchange = next();

        assertThat(exchange.request().path()).isEqualTo("/");
        assertThat(exchange.response()).isNull();
        assertThat(exchange.failure()).isNotNull();
    }

    @Test
    void ofOneWhoseContentFailed() throws InterruptedException {
        servers.start(
                (request, responder) -> responder.respond(Response.of(200).withBody(TestBody.of(10, "short"))),
                server -> server.listener(listener));
        servers.connect().get("/").readToEnd();

        ExchangeReport exchange = next();

        assertThat(exchange.response().status()).isEqualTo(200);
        assertThat(exchange.bytesSent()).isEqualTo(5);
        assertThat(exchange.failure()).isNotNull();
    }

    @Test
    void ofOneThatTookTooLong() throws InterruptedException {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later, server -> server.listener(listener).exchangeDeadline(Duration.ofMillis(100)));
        servers.connect().get("/").read();

        ExchangeReport exchange = next();

        assertThat(exchange.response().status()).isEqualTo(500);
        assertThat(exchange.took()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        later.next().responder().respond(Response.ok("late"));
        assertThat(completed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void inTheOrderInWhichTheyWereAddedAndThoughOneThrows(boolean error) {
        BlockingQueue<String> order = new LinkedBlockingQueue<>();
        servers.start(
                Handlers.path(),
                server -> server.listener(report -> {
                            order.add("first");
                            if (error) throw new AssertionError("a listener's own fault");
                            throw new IllegalStateException("a listener's own fault");
                        })
                        .listener(report -> order.add("second")));
        RawClient client = servers.connect();

        assertThat(client.get("/1").read().text()).isEqualTo("/1");
        assertThat(client.get("/2").read().text()).isEqualTo("/2");

        assertThat(order).containsExactly("first", "second", "first", "second");
        assertThat(servers.logged()).hasSize(2).allMatch(line -> line.contains("a listener's own fault"));
    }

    @Test
    void beforeTheAnswerIsWritten() {
        // What a client sees of an answer, the log has seen before: else a test, or a person, would look in vain.
        servers.start(Handlers.path(), server -> server.listener(listener));
        RawClient client = servers.connect();

        for (int i = 1; i <= 20; i++) {
            client.get("/").read();
            assertThat(completed).hasSize(i);
        }
    }
}
