package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Body;
import dev.dunlin.http.Filter;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Patience;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The server closes a body once for each time that it was answered with, whatever becomes of the answer. What is watched
 * here is checked once more when the server has ended.
 */
@Timeout(180)
class BodyClosingTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    private static Handler answering(TestBody body) {
        return (request, responder) -> responder.respond(Response.of(200).withBody(body));
    }

    private static void awaitClosed(TestBody body) {
        await().until(() -> body.closed() == 1);
    }

    @Test
    void whenItWasSent() {
        TestBody body = servers.watch(TestBody.text("hello"));
        servers.start(answering(body));

        assertThat(servers.connect().get("/").read().text()).isEqualTo("hello");

        awaitClosed(body);
    }

    @Test
    void whenItWasSentInChunks() {
        TestBody body = servers.watch(TestBody.of(Body.UNKNOWN_LENGTH, "hello ", "world"));
        servers.start(answering(body));

        assertThat(servers.connect().get("/").read().text()).isEqualTo("hello world");

        awaitClosed(body);
    }

    @Test
    void whenTheRequestWasAHead() {
        TestBody body = servers.watch(TestBody.text("hello"));
        servers.start(answering(body));

        servers.connect().send(Requests.head("HEAD", "/")).readHead();

        awaitClosed(body);
        assertThat(body.isSubscribed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205, 304})
    void whenTheStatusForbidsContent(int status) {
        TestBody body = servers.watch(TestBody.text("hello"));
        servers.start(
                (request, responder) -> responder.respond(Response.of(status).withBody(body)));

        servers.connect().get("/").read();

        awaitClosed(body);
        assertThat(body.isSubscribed()).isFalse();
    }

    @Test
    void whenItIsEmpty() {
        TestBody body = servers.watch(TestBody.of(0));
        servers.start(answering(body));

        assertThat(servers.connect().get("/").read().content()).isEmpty();

        awaitClosed(body);
    }

    @Test
    void whenItFailedMidway() {
        TestBody body = servers.watch(TestBody.manual(100));
        servers.start(answering(body));
        RawClient client = servers.connect().get("/");
        await().until(body::isSubscribed);

        body.publish("hello");
        body.fail(new IOException("the disk is gone"));

        assertThat(client.readHead().field("Content-Length")).isEqualTo("100");
        assertThat(client.countToEnd()).isLessThan(100);
        awaitClosed(body);
    }

    @Test
    void whenItEndedShort() {
        TestBody body = servers.watch(TestBody.of(100, "hello"));
        servers.start(answering(body));

        assertThat(servers.connect().get("/").readToEnd()).endsWith("\r\n\r\nhello");

        awaitClosed(body);
    }

    @Test
    void whenItsPublisherThrows() {
        TestBody closed = servers.watch(TestBody.manual(10));
        Body throwing = new Body() {
            @Override
            public long length() {
                return 10;
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                throw new IllegalStateException("not today");
            }

            @Override
            public void close() {
                closed.close();
            }
        };
        servers.start((request, responder) -> responder.respond(Response.of(200).withBody(throwing)));
        RawClient client = servers.connect().get("/");

        client.readHead();

        assertThat(client.isAtEnd()).isTrue();
        awaitClosed(closed);
    }

    @Test
    void whateverItsClosingThrowsTheConnectionGoesOn() {
        servers.start((request, responder) -> responder.respond(Response.of(200).withBody(new Body() {
            @Override
            public long length() {
                return 0;
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {}

            @Override
            public void close() {
                throw new AssertionError("cannot close");
            }
        })));
        RawClient client = servers.connect();

        assertThat(client.get("/").read().status()).isEqualTo(200);
        assertThat(client.get("/").read().status()).isEqualTo(200);

        assertThat(servers.logged()).hasSize(2).allMatch(line -> line.contains("cannot close"));
    }

    @Test
    void whenTheClientResetsMidway() {
        TestBody body = servers.watch(TestBody.manual(1000));
        servers.start(answering(body));
        RawClient client = servers.connect().get("/");
        await().until(body::isSubscribed);
        body.publish("hello");
        client.readHead();

        client.reset();

        awaitClosed(body);
        assertThat(body.isCancelled()).isTrue();
    }

    @Test
    void whenTheClientResetsBeforeTheAnswer() {
        CountDownLatch gone = new CountDownLatch(1);
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later, server -> server.listener(report -> gone.countDown()));
        RawClient client = servers.connect().get("/");
        Handlers.Waiting.Asked asked = later.next();
        client.reset();
        await().until(() -> gone.getCount() == 0);
        TestBody body = servers.watch(TestBody.text("late"));

        asked.responder().respond(Response.of(200).withBody(body));

        awaitClosed(body);
    }

    @Test
    void whenTheClientTakesNothingOfIt() {
        EndlessBody body = new EndlessBody();
        servers.start(
                (request, responder) -> responder.respond(Response.of(200).withBody(body)),
                server -> server.writeDeadline(Duration.ofMillis(200)));
        servers.connectSlow().get("/");
        await().until(() -> body.closed() == 1);
    }

    @Test
    void whenTheServerEndsMidway() {
        TestBody body = servers.watch(TestBody.manual(1000));
        servers.start(answering(body));
        servers.connect().get("/");
        await().until(body::isSubscribed);

        servers.server().close();

        assertThat(body.closed()).isEqualTo(1);
        assertThat(body.isCancelled()).isTrue();
    }

    @Test
    void whenItsPublisherThrowsOnCancel() {
        TestBody closed = servers.watch(TestBody.manual(10));
        Body throwing = new Body() {
            @Override
            public long length() {
                return 10;
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {}

                    @Override
                    public void cancel() {
                        throw new IllegalStateException("I insist");
                    }
                });
            }

            @Override
            public void close() {
                closed.close();
            }
        };
        servers.start((request, responder) -> responder.respond(Response.of(200).withBody(throwing)));
        RawClient client = servers.connect().get("/");
        client.readHead();

        client.reset();

        awaitClosed(closed);
    }

    @Test
    void whenAFallbackAnswersInstead() {
        TestBody dropped = servers.watch(TestBody.text("not found"));
        Handler first =
                (request, responder) -> responder.respond(Response.of(404).withBody(dropped));
        servers.start(first.fallback(404, Handlers.path()));

        assertThat(servers.connect().get("/other").read().text()).isEqualTo("/other");

        awaitClosed(dropped);
    }

    @Test
    void whenAFilterFailsOverTheAnswer() {
        TestBody dropped = servers.watch(TestBody.text("fine"));
        Filter failing = next -> (request, responder) -> next.handle(request, responder.map(answer -> {
            if (answer.status() == 200) throw new IllegalStateException("no");
            return answer;
        }));
        servers.start(answering(dropped), server -> server.filter(failing));

        assertThat(servers.connect().get("/").read().status()).isEqualTo(500);

        awaitClosed(dropped);
    }

    @Test
    void aBodyWhoseCloseFailsHarmsNobody() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(2);
        Body body = new Body() {
            @Override
            public long length() {
                return 0;
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                throw new AssertionError("it is empty");
            }

            @Override
            public void close() {
                closed.countDown();
                throw new IllegalStateException("it is stuck");
            }
        };
        servers.start((request, responder) -> responder.respond(Response.of(200).withBody(body)));
        RawClient client = servers.connect();

        assertThat(client.get("/").read().status()).isEqualTo(200);
        assertThat(client.get("/").read().status()).isEqualTo(200);
        assertThat(closed.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(servers.logged()).anyMatch(line -> line.contains("it is stuck"));
    }
}
