package dev.dunlin.http.h1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Body;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.testing.TestConnection;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens late, or in an order that nobody expects. */
@Timeout(180)
class ConnectionEdgesTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";
    private static final String EXPECTING =
            "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";

    @Test
    void aSubscriptionThatComesWhenTheClientHasGoneIsCancelled() {
        AtomicReference<Flow.Subscriber<? super ByteBuffer>> subscriber = new AtomicReference<>();
        AtomicBoolean cancelled = new AtomicBoolean();
        TestConnection client = TestConnection.to(answering(Body.from(subscriber::set, Body.UNKNOWN_LENGTH)));
        client.exchange(GET);
        client.reset();
        assertThat(client.isOpen()).isFalse();

        subscriber.get().onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                cancelled.set(true);
            }
        });

        assertThat(cancelled).isTrue();
    }

    @Test
    void anEmptyLineInPiecesDoesNotProlongTheRest() {
        TestConnection client = TestConnection.to(answering(Body.of("hello")));

        int rounds = 0;
        while (client.isOpen() && rounds < 100) {
            client.send(rounds % 2 == 0 ? "\r" : "\n").pass(Duration.ofSeconds(5));
            rounds++;
        }

        assertThat(rounds).as("of five seconds, in a minute of rest").isLessThan(15);
    }

    @Test
    void anEarlierRequestsContentDoesNotFailTheNext() {
        AtomicReference<Body> earlier = new AtomicReference<>();
        AtomicReference<Responder> next = new AtomicReference<>();
        TestConnection client = TestConnection.to((request, responder) -> {
            if (earlier.compareAndSet(null, request.body())) {
                responder.respond(Response.ok("first"));
            } else {
                next.set(responder);
            }
        });
        client.exchange("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n\r\nabc");
        client.exchange(GET);

        earlier.get().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {}

            @Override
            public void onNext(ByteBuffer piece) {}

            @Override
            public void onError(Throwable failure) {
                throw new IllegalStateException("the subscriber's own fault");
            }

            @Override
            public void onComplete() {
                throw new IllegalStateException("the subscriber's own fault");
            }
        });
        next.get().respond(Response.ok("second"));

        assertThat(client.received()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("second");
    }

    @Test
    void anErrorInAStreamEndsTheConnection() {
        AtomicInteger threads = new AtomicInteger();
        ByteArrayInputStream broken = new ByteArrayInputStream(new byte[1]) {
            @Override
            public int read(byte[] target) {
                throw new StackOverflowError("deep");
            }
        };
        Body body = Body.from(
                broken, Body.UNKNOWN_LENGTH, task -> new Thread(task, "reader-" + threads.incrementAndGet()).start());
        TestConnection client = TestConnection.to(answering(body));

        client.send(GET);

        await().until(() -> {
            client.received();
            return !client.isOpen();
        });
    }

    @Test
    void anErrorDoesNotInviteTheContent() {
        TestConnection client = TestConnection.to(
                (request, responder) -> responder.respond(Response.of(401).withBody(Body.from(Body.of("no"), 2))));

        assertThat(client.exchange(EXPECTING)).startsWith("HTTP/1.1 401 ").contains("Connection: close");
    }

    @Test
    void contentThatWasInvitedIsNoReasonToEndTheConnection() {
        TestConnection client = TestConnection.to(answering(Body.from(Body.of("yes"), 3)));

        assertThat(client.exchange(EXPECTING + "abcde"))
                .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n")
                .contains("Connection: keep-alive")
                .endsWith("yes");
    }

    @Test
    void aRequestWithoutContentIsNotToldToContinue() {
        TestConnection client = TestConnection.to(answering(Body.from(Body.of("yes"), 3)));

        assertThat(client.exchange("GET / HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n");
    }

    private static Handler answering(Body body) {
        return (request, responder) -> responder.respond(Response.of(200).withBody(body));
    }
}
