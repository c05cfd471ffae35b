package dev.dunlin.http.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.Filter;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.filters.Gzip;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A publisher whose content is not sent, or not to its end, is cancelled: it may hold a connection to somewhere else. */
class UnsentPublisherTest {
    private final Upstream upstream = new Upstream();
    private final Handler handler =
            (request, responder) -> responder.respond(Response.of(200).withBody(Body.from(upstream, 1000)));

    /** Publishes nothing before it is cancelled. */
    private static final class Upstream implements Flow.Publisher<ByteBuffer> {
        private int subscriptions;
        private int cancellations;

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            subscriptions++;
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {
                    cancellations++;
                }
            });
        }
    }

    private void assertReleased() {
        assertThat(upstream.subscriptions).isEqualTo(1);
        assertThat(upstream.cancellations).isEqualTo(1);
    }

    @Test
    void afterAHead() {
        assertThat(TestConnection.to(handler).exchange("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n");

        assertReleased();
    }

    @Test
    void afterAStatusWithoutContent() {
        Handler notModified =
                (request, responder) -> responder.respond(Response.of(304).withBody(Body.from(upstream, 1000)));

        TestConnection.to(notModified).exchange("GET / HTTP/1.1\r\nHost: test\r\n\r\n");

        assertReleased();
    }

    @Test
    void ifTheClientHasGoneBeforeTheResponse() {
        AtomicReference<Responder> late = new AtomicReference<>();
        TestConnection client = TestConnection.to((request, responder) -> late.set(responder));
        client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\nGET").reset();

        late.get().respond(Response.of(200).withBody(Body.from(upstream, 1000)));
        client.isOpen();

        assertReleased();
    }

    @Test
    void ifTheResponseComesTooLate() {
        AtomicReference<Responder> late = new AtomicReference<>();
        TestConnection client = TestConnection.to((request, responder) -> late.set(responder));
        client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n").pass(Duration.ofMinutes(5));

        late.get().respond(Response.of(200).withBody(Body.from(upstream, 1000)));

        assertReleased();
    }

    @Test
    void behindACompressorToo() {
        Filter gzip = Gzip.builder().build();
        Handler text = (request, responder) -> responder.respond(Response.of(200)
                .withHeader("Content-Type", "text/plain")
                .withBody(Body.from(upstream, Body.UNKNOWN_LENGTH)));

        TestConnection.to(gzip.apply(text)).exchange("HEAD / HTTP/1.1\r\nHost: test\r\nAccept-Encoding: gzip\r\n\r\n");

        assertReleased();
    }
}
