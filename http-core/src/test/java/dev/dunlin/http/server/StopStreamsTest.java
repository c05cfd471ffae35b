package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Body;
import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.testing.TestConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A graceful end is not held up by what would never end, nor by the one who asks for it. */
@Timeout(180)
class StopStreamsTest {
    private static final Duration LONG = Duration.ofSeconds(150);
    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    @RegisterExtension
    final TestServer servers = new TestServer();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Events events = new Events();
    private final List<ExchangeReport> reports = new ArrayList<>();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    /** Publishes what it is given, when it was asked for. */
    private static final class Events implements Flow.Publisher<ByteBuffer> {
        private final AtomicReference<Flow.Subscriber<? super ByteBuffer>> subscriber = new AtomicReference<>();
        private final AtomicInteger cancelled = new AtomicInteger();

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber.set(subscriber);
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {
                    cancelled.incrementAndGet();
                }
            });
        }

        void publish(String event) {
            subscriber.get().onNext(StandardCharsets.UTF_8.encode(event));
        }
    }

    private Handler streaming(String type, long length) {
        return (request, responder) -> responder.respond(
                Response.of(200).withHeader("Content-Type", type).withBody(Body.from(events, length)));
    }

    private TestConnection open(String type, long length) {
        return TestConnection.builder(streaming(type, length))
                .listener(reports::add)
                .open();
    }

    @Test
    void aQuietStreamOfEventsEndsAtOnceAndWhole() {
        TestConnection client = open("text/event-stream", Body.UNKNOWN_LENGTH).send(GET);
        events.publish("data: 1\n\n");
        client.received();

        client.stop();

        assertThat(client.received()).isEqualTo("0\r\n\r\n");
        assertThat(client.isEnded()).isTrue();
        assertThat(events.cancelled).hasValue(1);
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.failure()).isNull());
    }

    @Test
    void withHttp10ItEndsWithTheConnection() {
        TestConnection client =
                open("Text/Event-Stream; charset=utf-8", Body.UNKNOWN_LENGTH).send("GET / HTTP/1.0\r\n\r\n");
        client.received();

        client.stop();

        assertThat(client.received()).isEmpty();
        assertThat(client.isEnded()).isTrue();
        assertThat(events.cancelled).hasValue(1);
    }

    @Test
    void whatWasPublishedBeforeIsSentFirst() {
        TestConnection client =
                open("text/event-stream", Body.UNKNOWN_LENGTH).takeAtMost(100).send(GET);
        events.publish("x".repeat(1000));
        client.stop();
        assertThat(client.isEnded()).isFalse();

        client.takeAtMost(Long.MAX_VALUE);

        assertThat(client.received()).endsWith("x".repeat(1000) + "\r\n0\r\n\r\n");
        assertThat(client.isEnded()).isTrue();
        assertThat(events.cancelled).hasValue(1);
    }

    @Test
    void oneThatBeginsWhenTheServerIsStoppingEndsToo() {
        AtomicReference<Responder> later = new AtomicReference<>();
        TestConnection client = TestConnection.to((request, responder) -> later.set(responder))
                .send(GET)
                .stop();

        later.get()
                .respond(Response.of(200)
                        .withHeader("Content-Type", "text/event-stream")
                        .withBody(Body.from(events, Body.UNKNOWN_LENGTH)));

        assertThat(client.received()).contains("Connection: close\r\n").endsWith("\r\n\r\n0\r\n\r\n");
        assertThat(events.cancelled).hasValue(1);
    }

    @Test
    void otherContentMustNotLookWholeAndIsWaitedFor() {
        TestConnection unknown = open("application/json", Body.UNKNOWN_LENGTH).send(GET);
        unknown.received();
        assertThat(unknown.stop().received()).isEmpty();
        assertThat(unknown.isEnded()).isFalse();

        TestConnection known = open("text/event-stream", 100).send(GET);
        known.received();
        assertThat(known.stop().received()).isEmpty();
        assertThat(known.isEnded()).isFalse();
        assertThat(events.cancelled).hasValue(0);
    }

    @Test
    void aServerWithListenersStopsLongBeforeItsGrace() {
        servers.start(streaming("text/event-stream", Body.UNKNOWN_LENGTH), server -> server.workers(2));
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            RawClient client = servers.connect().get("/");
            client.readHead();
            clients.add(client);
        }

        assertThat(servers.server().stop(LONG)).isZero();

        assertThat(clients).extracting(RawClient::readToEnd).containsOnly("0\r\n\r\n");
        assertThat(events.cancelled).hasValue(5);
    }

    @Test
    void aHandlerOnAnExecutorIsToldThatItWouldWaitForItself() {
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        Handler handler = (request, responder) -> {
            try {
                servers.server().stop(LONG);
            } catch (IllegalStateException e) {
                refused.complete(e);
            }
            responder.respond(Response.ok("still here"));
        };
        servers.start(handler.on(threads));

        assertThat(servers.connect().get("/").read().text()).isEqualTo("still here");
        assertThat(refused.join()).hasMessageContaining("respond first").hasMessageContaining("stopAsync()");
    }

    @Test
    void aHandlerThatHasRespondedMayStopItsServer() {
        CompletableFuture<Integer> stopped = new CompletableFuture<>();
        Handler handler = (request, responder) -> {
            responder.respond(Response.ok("bye"));
            stopped.complete(servers.server().stop(LONG));
        };
        servers.start(handler.on(threads));
        RawClient client = servers.connect().get("/");

        assertThat(client.read().text()).isEqualTo("bye");
        client.close();
        assertThat(stopped.join()).isZero();
    }

    @Test
    void aHandlerOfAnotherServerMayStopThisOne() {
        HttpServer other = servers.start(Handlers.path());
        Handler handler = (request, responder) -> responder.respond(Response.ok("cut " + other.stop(LONG)));
        servers.start(handler.on(threads));

        assertThat(servers.connect().get("/").read().text()).isEqualTo("cut 0");
    }

    @Test
    void aHandlerOnTheLoopStopsItsServerWithoutWaiting() {
        CompletableFuture<CompletionStage<Integer>> stopped = new CompletableFuture<>();
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        servers.start((request, responder) -> {
            CompletionStage<Integer> stage = servers.server().stopAsync(LONG);
            stopped.complete(stage);
            try {
                stage.toCompletableFuture().join();
            } catch (IllegalStateException e) {
                refused.complete(e);
            }
            responder.respond(Response.ok("bye"));
        });
        RawClient client = servers.connect().get("/");

        assertThat(client.read().text()).isEqualTo("bye");
        client.close();
        assertThat(stopped.join().toCompletableFuture().join()).isZero();
        assertThat(refused.join()).hasMessageContaining("event loop");
        await().untilAsserted(() -> assertThatThrownBy(servers::connect).isNotNull());
    }
}
