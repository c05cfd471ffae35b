package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Body;
import dev.dunlin.http.ExchangeListener;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Response;
import dev.dunlin.http.net.ThrowingLog;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Errors of an application, on the loops of its server. */
@Timeout(180)
class SurvivedErrorsTest {
    private final ThrowingLog log = new ThrowingLog();
    private HttpServer server;

    @AfterEach
    void end() {
        server.close();
        log.close();
    }

    private void start(Handler handler, ExchangeListener... listeners) {
        HttpServer.Builder builder = HttpServer.builder().workers(1).handler((request, responder) -> {
            if (request.path().equals("/fine")) responder.respond(Response.ok("fine"));
            else handler.handle(request, responder);
        });
        for (ExchangeListener each : listeners) builder.listener(each);
        server = builder.start();
    }

    private RawClient connect() {
        return new RawClient(server.address());
    }

    private void assertThatItGoesOn() {
        try (RawClient client = connect()) {
            assertThat(client.get("/fine").read().text()).isEqualTo("fine");
        }
        await().untilAsserted(() -> assertThat(server.snapshot().open()).isZero());
        assertThat(server.snapshot().workers()).allMatch(worker -> worker.isResponsive(Duration.ofSeconds(10)));
    }

    @Test
    void ofAHandlerAreAnsweredAndCounted() {
        start((request, responder) -> {
            throw new OutOfMemoryError("on purpose");
        });

        try (RawClient client = connect()) {
            assertThat(client.get("/").read().status()).isEqualTo(500);
            assertThat(client.get("/fine").read().status()).isEqualTo(200);
        }

        assertThatItGoesOn();
        assertThat(server.snapshot().errors()).isEqualTo(1);
        assertThat(server.snapshot().workers().get(0).health().outOfMemoryErrors())
                .isEqualTo(1);
    }

    @Test
    void ofAHandlerAreAnsweredThoughTheLogThrows() {
        log.throwing(new OutOfMemoryError("on purpose"));
        start((request, responder) -> {
            throw new IllegalStateException("on purpose");
        });

        try (RawClient client = connect()) {
            assertThat(client.get("/").read().status()).isEqualTo(500);
        }

        assertThatItGoesOn();
        assertThat(log.calls()).isPositive();
    }

    @Test
    void ofAListenerAreCounted() {
        start(Handlers.path(), report -> {
            throw new StackOverflowError("on purpose");
        });

        try (RawClient client = connect()) {
            assertThat(client.get("/").read().status()).isEqualTo(200);
            assertThat(client.get("/").read().status()).isEqualTo(200);
        }

        await().untilAsserted(() -> assertThat(server.snapshot().errors()).isEqualTo(2));
    }

    @Test
    void ofABodyCostItsConnectionOnlyAndTheBodyIsClosed() {
        FailingBody body = new FailingBody();
        start((request, responder) -> responder.respond(Response.of(200).withBody(body)));

        try (RawClient client = connect()) {
            client.get("/").readToEnd();
        }

        assertThatItGoesOn();
        assertThat(body.isClosed).isTrue();
        assertThat(server.snapshot().errors()).isGreaterThanOrEqualTo(2);
    }

    /** Throws errors whenever it can. */
    private static final class FailingBody implements Body {
        private volatile boolean isClosed;

        @Override
        public long length() {
            return 100;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    throw new OutOfMemoryError("on purpose");
                }

                @Override
                public void cancel() {
                    throw new StackOverflowError("on purpose");
                }
            });
        }

        @Override
        public void close() {
            isClosed = true;
            throw new NoClassDefFoundError("on purpose");
        }
    }
}
