package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.ExchangeListener;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Listeners are told of every exchange, once, when it is over. */
@Timeout(30)
class ExchangeListenerTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    private record Completed(Request request, Response response, long sent, Duration took, Throwable failure) {}

    private final BlockingQueue<Completed> completed = new LinkedBlockingQueue<>();

    private final ExchangeListener listener = (request, response, sent, took, failure) ->
            completed.add(new Completed(request, response, sent, took, failure));

    private Completed next() throws InterruptedException {
        return completed.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void ofOneThatWentWell() throws InterruptedException {
        servers.start(Handlers.path(), server -> server.listener(listener));
        servers.connect().get("/hello").read();

        Completed exchange = next();

        assertThat(exchange.request().path()).isEqualTo("/hello");
        assertThat(exchange.response().status()).isEqualTo(200);
        assertThat(exchange.sent()).isEqualTo(6);
        assertThat(exchange.took()).isBetween(Duration.ZERO, Duration.ofSeconds(10));
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
        assertThat(next().sent()).isEqualTo(6);
        client.get("/unknown").read();
        assertThat(next().sent()).isEqualTo(6);
        client.send(Requests.head("HEAD", "/known")).readHead();
        assertThat(next().sent()).isZero();
    }

    @Test
    void ofWhatCouldNotBeParsed() throws InterruptedException {
        servers.start(Handlers.path(), server -> server.listener(listener));
        servers.connect().send("garbage\r\n\r\n").read();

        Completed exchange = next();

        assertThat(exchange.request()).isNull();
        assertThat(exchange.response().status()).isEqualTo(400);
        assertThat(exchange.failure()).isNull();
    }

    @Test
    void ofOneWithMoreContentThanAllowed() throws InterruptedException {
        servers.start(Handlers.path(), server -> server.listener(listener).maxContent(10));
        servers.connect()
                .send(Requests.head("HEAD", "/large", "Content-Length: 11"))
                .readHead();

        Completed exchange = next();

        assertThat(exchange.request().path()).isEqualTo("/large");
        assertThat(exchange.response().status()).isEqualTo(413);
        assertThat(exchange.sent()).isZero();
    }

    @Test
    void ofOneWhoseClientWentBeforeTheAnswer() throws InterruptedException {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later, server -> server.listener(listener));
        RawClient client = servers.connect().get("/");
        later.next();
        client.reset();

        Completed exchange = next();

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

        Completed exchange = next();

        assertThat(exchange.response().status()).isEqualTo(200);
        assertThat(exchange.sent()).isEqualTo(5);
        assertThat(exchange.failure()).isNotNull();
    }

    @Test
    void ofOneThatTookTooLong() throws InterruptedException {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later, server -> server.listener(listener).exchangeDeadline(Duration.ofMillis(100)));
        servers.connect().get("/").read();

        Completed exchange = next();

        assertThat(exchange.response().status()).isEqualTo(500);
        assertThat(exchange.took()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        later.next().responder().respond(Response.ok("late"));
        assertThat(completed).isEmpty();
    }

    @Test
    void inTheOrderInWhichTheyWereAddedAndThoughOneThrows() throws InterruptedException {
        BlockingQueue<String> order = new LinkedBlockingQueue<>();
        servers.start(
                Handlers.path(),
                server -> server.listener((request, response, sent, took, failure) -> {
                            order.add("first");
                            throw new IllegalStateException("a listener's own fault");
                        })
                        .listener((request, response, sent, took, failure) -> order.add("second")));
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
