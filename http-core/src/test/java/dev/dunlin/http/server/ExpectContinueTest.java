package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that ask whether they may send their content (RFC 9110 §10.1.1). */
@Timeout(180)
class ExpectContinueTest {
    private static final String EXPECTING = Requests.head("POST", "/", "Content-Length: 7", "Expect: 100-continue");

    @RegisterExtension
    final TestServer servers = new TestServer();

    @Test
    void isSaidWhenTheHandlerAsksForTheContent() {
        servers.start(Handlers.collecting(100));
        RawClient client = servers.connect().send(EXPECTING);

        assertThat(client.read().status()).isEqualTo(100);
        Answer answer = client.send("content").read();

        assertThat(answer.text()).isEqualTo("content");
        assertThat(answer.keepsAlive()).isTrue();
        assertThat(client.send(Requests.post("/", "more")).read().text()).isEqualTo("more");
    }

    @Test
    void isNotSaidBeforeTheHandlerAsks() throws IOException {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        RawClient client = servers.connect().send(EXPECTING);
        Handlers.Waiting.Asked asked = later.next();
        ContentSubscriber subscriber = ContentSubscriber.waiting();
        asked.request().body().subscribe(subscriber);
        // Another exchange on the same loop shows that the subscription alone was dealt with, and said nothing.
        servers.connect().get("/");
        later.next();
        assertThat(client.socket().getInputStream().available()).isZero();

        subscriber.request(1);

        assertThat(client.read().status()).isEqualTo(100);
        client.send("content");
        assertThat(subscriber.content().join()).hasSize(7);
        asked.responder().respond(Response.ok("thanks"));
        assertThat(client.read().text()).isEqualTo("thanks");
    }

    @Test
    void isSaidOnItsOwnConnectionWhicheverOneTheHandlerServesThatAsks() {
        AtomicReference<Request> upload = new AtomicReference<>();
        servers.start((request, responder) -> {
            if (request.method().equals("POST")) {
                upload.set(request);
            } else {
                // The answer to the request before this one is collected, and not yet written.
                if (request.path().equals("/2")) upload.get().body().subscribe(ContentSubscriber.greedy());
                responder.respond(Response.ok(request.path()));
            }
        });
        RawClient sender = servers.connect().send(EXPECTING);
        await().until(() -> upload.get() != null);

        RawClient asking = servers.connect().send(Requests.get("/1") + Requests.get("/2"));

        assertThat(asking.read(2)).extracting(Answer::text).containsExactly("/1", "/2");
        assertThat(sender.read().status()).isEqualTo(100);
    }

    @Test
    void isSaidOnceHoweverOftenTheHandlerAsks() {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        RawClient client = servers.connect().send(EXPECTING);
        Handlers.Waiting.Asked asked = later.next();
        ContentSubscriber subscriber = ContentSubscriber.waiting();
        asked.request().body().subscribe(subscriber);
        subscriber.request(1);
        assertThat(client.read().status()).isEqualTo(100);

        subscriber.request(1);
        subscriber.request(1);
        client.send("con");
        client.send("tent");
        subscriber.content().join();
        asked.responder().respond(Response.ok("thanks"));

        assertThat(client.read().text()).isEqualTo("thanks");
    }

    @Test
    void isSaidWhenTheAnswerMayBeMadeOfTheContent() {
        servers.start((request, responder) ->
                responder.respond(Response.of(200).withBody(new UnknownLength(request.body()))));
        RawClient client = servers.connect().send(EXPECTING);

        assertThat(client.read().status()).isEqualTo(100);
        assertThat(client.send("content").read().text()).isEqualTo("content");
    }

    @Test
    void aFinalAnswerInsteadEndsTheConnection() {
        servers.start(Handlers.path());
        RawClient client = servers.connect().send(EXPECTING);

        Answer answer = client.read();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.keepsAlive()).isFalse();
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void aFinalAnswerToAClientThatSentItsContentUnaskedKeepsTheConnection() {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        RawClient client = servers.connect().send(EXPECTING + "content");
        Handlers.Waiting.Asked asked = later.next();
        ContentSubscriber subscriber = ContentSubscriber.greedy();
        asked.request().body().subscribe(subscriber);
        subscriber.content().join();

        asked.responder().respond(Response.ok("thanks"));

        assertThat(client.read().status()).isEqualTo(100);
        assertThat(client.read().keepsAlive()).isTrue();
    }

    @Test
    void isNeverSaidToHttp10() {
        servers.start(Handlers.collecting(100));
        RawClient client =
                servers.connect().send("POST / HTTP/1.0\r\nContent-Length: 7\r\nExpect: 100-continue\r\n\r\ncontent");

        assertThat(client.read().text()).isEqualTo("content");
    }

    @Test
    void isNotSaidWhenThereIsNoContent() {
        servers.start(Handlers.collecting(100));

        Answer answer = servers.connect()
                .send(Requests.head("POST", "/", "Expect: 100-continue"))
                .read();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.keepsAlive()).isTrue();
    }

    @Test
    void isSaidForAnEchoBeforeItsHead() {
        servers.start(Handlers.echo());
        RawClient client = servers.connect().send(EXPECTING);

        assertThat(client.read().status()).isEqualTo(100);
        assertThat(client.readHead().status()).isEqualTo(200);
        client.send("content");

        assertThat(client.readBytes(7)).asString().isEqualTo("content");
    }

    @Test
    void otherExpectationsAreRefused() {
        servers.start(Handlers.path());
        RawClient client = servers.connect().send(Requests.head("GET", "/", "Expect: miracles"));

        assertThat(client.read().status()).isEqualTo(417);
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void isSaidToTheClientThatWaitsForItAndToNoOther() {
        Handlers.Waiting later = new Handlers.Waiting();
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        servers.start((request, responder) -> {
            switch (request.path()) {
                case "/" -> later.handle(request, responder);
                case "/block" -> {
                    blocked.countDown();
                    mayGoOn.await();
                    responder.respond(Response.ok("blocked"));
                }
                default -> responder.respond(Response.ok("neighbour"));
            }
        });
        RawClient expecting = servers.connect().send(EXPECTING);
        RawClient neighbour = servers.connect();
        assertThat(neighbour.get("/first").read().text()).isEqualTo("neighbour");
        Handlers.Waiting.Asked asked = later.next();

        // While the loop is held up, the handler asks for the content, and then the neighbour for something else: these
        // are
        // dealt with in two successive turns.
        RawClient blocking = servers.connect().get("/block");
        awaitUninterruptibly(blocked);
        ContentSubscriber subscriber = ContentSubscriber.greedy();
        asked.request().body().subscribe(subscriber);
        neighbour.get("/second");
        mayGoOn.countDown();

        assertThat(blocking.read().text()).isEqualTo("blocked");
        assertThat(neighbour.read().status()).isEqualTo(200);
        assertThat(expecting.read().status()).isEqualTo(100);
        expecting.send("content");
        assertThat(subscriber.content().join()).hasSize(7);
        asked.responder().respond(Response.ok("thanks"));
        assertThat(expecting.read().text()).isEqualTo("thanks");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
