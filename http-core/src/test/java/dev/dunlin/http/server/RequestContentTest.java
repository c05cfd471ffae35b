package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Body;
import dev.dunlin.http.Response;
import dev.dunlin.http.testing.TestConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The content of requests: collected, subscribed to, limited, malformed. */
@Timeout(180)
class RequestContentTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 65_536, 1_000_000})
    void isCollectedWhateverItsFraming(int length) {
        byte[] content = Requests.pattern(length);
        servers.start(Handlers.collecting(length));
        RawClient client = servers.connect();

        client.send(Requests.head("POST", "/", "Content-Length: " + length)).send(content);
        assertThat(client.read().content()).isEqualTo(content);

        client.send(Requests.head("POST", "/", "Transfer-Encoding: chunked")).send(Requests.chunked(content, 7_777));
        assertThat(client.read().content()).isEqualTo(content);
    }

    @Test
    void isCollectedFromTheSmallestPieces() {
        servers.start(Handlers.collecting(100));
        RawClient client = servers.connect();
        String requests = Requests.post("/", "by length") + Requests.postChunks("/", "by", " ", "chunks");

        for (int i = 0; i < requests.length(); i++) client.send(requests.substring(i, i + 1));

        assertThat(client.read(2)).extracting(Answer::text).containsExactly("by length", "by chunks");
    }

    @Test
    void pastTheHandlersLimitIs413() {
        servers.start(Handlers.collecting(10));
        RawClient client = servers.connect();

        assertThat(client.send(Requests.post("/", "0123456789")).read().status())
                .isEqualTo(200);
        assertThat(client.send(Requests.post("/", "0123456789a")).read().status())
                .isEqualTo(413);
        assertThat(client.send(Requests.postChunks("/", "01234", "56789"))
                        .read()
                        .status())
                .isEqualTo(200);
        Answer chunked =
                client.send(Requests.postChunks("/", "01234", "567890")).read();
        assertThat(chunked.status()).isEqualTo(413);
    }

    @Test
    void pastTheServersLimitIs413AndTheEnd() {
        servers.start(Handlers.collecting(1000), server -> server.maxContent(10));

        for (String tooLarge : new String[] {
            Requests.head("POST", "/", "Content-Length: 11"),
            Requests.post("/", "0123456789a"),
            Requests.head("POST", "/", "Transfer-Encoding: chunked") + "a\r\n0123456789\r\n1\r\na"
        }) {
            RawClient client = servers.connect().send(tooLarge);
            Answer answer = client.read();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.keepsAlive()).isFalse();
            assertThat(client.isAtEnd()).isTrue();
        }
        RawClient client = servers.connect();
        assertThat(client.send(Requests.post("/", "0123456789")).read().text()).isEqualTo("0123456789");
        assertThat(client.send(Requests.postChunks("/", "01234", "56789"))
                        .read()
                        .text())
                .isEqualTo("0123456789");
    }

    @Test
    void thatEndsEarlyFailsAndIs400() {
        servers.start(Handlers.collecting(1000));

        for (String cut : new String[] {
            Requests.head("POST", "/", "Content-Length: 10") + "01234",
            Requests.head("POST", "/", "Transfer-Encoding: chunked") + "5\r\n012",
            Requests.head("POST", "/", "Transfer-Encoding: chunked") + "5\r\n01234\r\n",
            Requests.head("POST", "/", "Transfer-Encoding: chunked") + "0\r\n"
        }) {
            RawClient client = servers.connect().send(cut).finish();
            Answer answer = client.read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.keepsAlive()).isFalse();
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\n",
                "-1\r\n",
                "5\n01234",
                "5\r\n012345\r\n",
                "5;a b\r\n01234\r\n",
                "ffffffffffffffffff\r\n",
                "0\r\nbad field\r\n\r\n",
                "0\r\n folded: 1\r\n\r\n",
                "5\r\n01234\r\r",
                " 5\r\n01234\r\n"
            })
    void inMalformedChunksFailsAndIs400(String chunks) {
        servers.start(Handlers.collecting(1000));

        RawClient client = servers.connect()
                .send(Requests.head("POST", "/", "Transfer-Encoding: chunked") + chunks + Requests.get("/never"));

        Answer answer = client.read();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.keepsAlive()).isFalse();
        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void aHandlerMayAnswerForContentThatFailed() {
        servers.start((request, responder) ->
                request.body().bytes(1000).whenComplete((content, failure) -> responder.respond(Response.ok("sorry"))));

        RawClient client =
                servers.connect().send(Requests.head("POST", "/", "Transfer-Encoding: chunked") + "nonsense\r\n");

        Answer answer = client.read();
        assertThat(answer.text()).isEqualTo("sorry");
        assertThat(answer.keepsAlive()).isFalse();
        assertThat(client.isAtEnd()).isTrue();
    }

    @Test
    void chunkExtensionsAndTrailersAreReadOverAndTheConnectionGoesOn() {
        servers.start(Handlers.collecting(1000));
        RawClient client = servers.connect();

        client.send(Requests.head("POST", "/", "Transfer-Encoding: Chunked")
                + "5;a=\"b\"; c\r\n01234\r\n000;x\r\nTrailer: yes\r\nOther: too\r\n\r\n"
                + Requests.post("/", "next"));

        assertThat(client.read(2)).extracting(Answer::text).containsExactly("01234", "next");
    }

    @Test
    void aDemandOfOneAtATimeReceivesAll() {
        byte[] content = Requests.pattern(1_000_000);
        ContentSubscriber subscriber = ContentSubscriber.oneByOne();
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        RawClient client = servers.connect().send(Requests.head("POST", "/", "Content-Length: " + content.length));
        Handlers.Waiting.Asked asked = later.next();
        asked.request().body().subscribe(subscriber);

        client.send(content);

        assertThat(subscriber.content().join()).isEqualTo(content);
        asked.responder().respond(Response.ok("thanks"));
        assertThat(client.read().keepsAlive()).isTrue();
    }

    @Test
    void nothingIsDeliveredThatWasNotAskedFor() {
        ContentSubscriber subscriber = ContentSubscriber.waiting();
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        servers.connect().send(Requests.postChunks("/", "one", "two", "three"));
        later.next().request().body().subscribe(subscriber);

        subscriber.request(1);
        await().until(() -> subscriber.pieces() == 1);
        subscriber.request(1);
        await().until(() -> subscriber.pieces() == 2);
        assertThat(subscriber.isOpen()).isTrue();

        subscriber.request(1);
        assertThat(new String(subscriber.content().join(), ISO_8859_1)).isEqualTo("onetwothree");
    }

    @Test
    void aSubscriberThatAsksForNothingSlowsTheSenderDownUntilItAsksAgain() {
        byte[] content = Requests.pattern(1 << 20);
        ContentSubscriber subscriber = ContentSubscriber.waiting();
        Handlers.Waiting later = new Handlers.Waiting();
        TestConnection client = TestConnection.to(later)
                .send(Requests.head("POST", "/", "Content-Length: " + content.length))
                .send(content);
        Handlers.Waiting.Asked asked = later.next();
        asked.request().body().subscribe(subscriber);
        assertThat(client.unread()).isPositive();

        subscriber.request(1);
        assertThat(client.unread()).as("bytes that the server has not taken").isGreaterThan(content.length / 2);
        assertThat(subscriber.pieces()).isEqualTo(1);

        subscriber.request(Long.MAX_VALUE);
        assertThat(client.unread()).isZero();
        assertThat(subscriber.content()).isCompletedWithValueMatching(received -> Arrays.equals(received, content));
        asked.responder().respond(Response.ok("thanks"));
        assertThat(client.received()).endsWith("thanks");
    }

    @Test
    void aSecondSubscriberIsRefusedAndDoesNotDisturbTheFirst() {
        ContentSubscriber first = ContentSubscriber.waiting();
        ContentSubscriber second = ContentSubscriber.greedy();
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        servers.connect().send(Requests.postChunks("/", "one", "two"));
        Body body = later.next().request().body();
        body.subscribe(first);

        body.subscribe(second);

        assertThat(second.failure()).isInstanceOf(IllegalStateException.class);
        second.cancel();
        first.request(1);
        await().until(() -> first.pieces() == 1);
        assertThat(first.isOpen()).isTrue();
        first.request(1);
        assertThat(new String(first.content().join(), ISO_8859_1)).isEqualTo("onetwo");
    }

    @Test
    void aSubscriberThatCancelsGetsNothingMoreAndTheConnectionGoesOn() {
        ContentSubscriber subscriber = ContentSubscriber.waiting();
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        RawClient client = servers.connect().send(Requests.head("POST", "/", "Content-Length: 6") + "one");
        Handlers.Waiting.Asked asked = later.next();
        asked.request().body().subscribe(subscriber);
        subscriber.request(1);
        await().until(() -> subscriber.pieces() == 1);

        subscriber.cancel();
        asked.responder().respond(Response.ok("enough"));
        client.send("two" + Requests.get("/next"));

        assertThat(client.read().text()).isEqualTo("enough");
        assertThat(later.next().request().path()).isEqualTo("/next");
        assertThat(subscriber.pieces()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aDemandThatIsNotPositiveFailsTheSubscriberAndTheExchangeGoesOn(long demand) {
        ContentSubscriber subscriber = ContentSubscriber.waiting();
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        RawClient client = servers.connect().send(Requests.post("/", "content") + Requests.get("/next"));
        Handlers.Waiting.Asked asked = later.next();
        asked.request().body().subscribe(subscriber);

        subscriber.request(demand);

        assertThat(subscriber.failure()).isInstanceOf(IllegalArgumentException.class);
        asked.responder().respond(Response.ok("anyway"));
        assertThat(client.read().text()).isEqualTo("anyway");
        assertThat(later.next().request().path()).isEqualTo("/next");
    }

    @Test
    void aSubscriberThatStillReadsWhenTheAnswerIsSentIsTold() {
        ContentSubscriber subscriber = ContentSubscriber.greedy();
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        servers.connect().send(Requests.head("POST", "/", "Content-Length: 6") + "one");
        Handlers.Waiting.Asked asked = later.next();
        asked.request().body().subscribe(subscriber);
        await().until(() -> subscriber.pieces() == 1);

        asked.responder().respond(Response.ok("I know already"));

        assertThat(subscriber.failure()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSubscriberThatComesAfterTheAnswerIsTold() {
        ContentSubscriber subscriber = ContentSubscriber.greedy();
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        RawClient client = servers.connect().send(Requests.head("POST", "/", "Content-Length: 6"));
        Handlers.Waiting.Asked asked = later.next();
        asked.responder().respond(Response.ok("I do not care"));
        client.read();

        asked.request().body().subscribe(subscriber);

        assertThat(subscriber.failure()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSubscriberIsToldThatTheClientHasGone() {
        ContentSubscriber subscriber = ContentSubscriber.greedy();
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        RawClient client = servers.connect().send(Requests.head("POST", "/", "Content-Length: 6") + "one");
        later.next().request().body().subscribe(subscriber);

        client.reset();

        assertThat(subscriber.failure()).isInstanceOf(IOException.class);
    }

    @Test
    void theContentOfOneConnectionIsTheAnswerOnAnother() {
        Handlers.Waiting uploads = new Handlers.Waiting();
        servers.start(uploads);
        RawClient sender = servers.connect().send(Requests.head("POST", "/", "Content-Length: 5") + "hello");
        Handlers.Waiting.Asked upload = uploads.next();
        RawClient receiver = servers.connect().get("/");

        uploads.next()
                .responder()
                .respond(Response.of(200).withBody(upload.request().body()));
        upload.responder().respond(Response.ok("passed on"));

        assertThat(receiver.read().text()).isEqualTo("hello");
        assertThat(sender.read().text()).isEqualTo("passed on");
    }

    @Test
    void aSubscriberThatThrowsIsAFailureOfTheHandler() {
        servers.start((request, responder) -> request.body().subscribe(new ContentSubscriber(Long.MAX_VALUE) {
            @Override
            public void onNext(ByteBuffer piece) {
                throw new IllegalStateException("cannot digest this");
            }
        }));
        RawClient client = servers.connect();

        assertThat(client.send(Requests.post("/", "content")).read().status()).isEqualTo(500);
        assertThat(client.send(Requests.post("/", "content")).read().status()).isEqualTo(500);
        assertThat(servers.logged()).hasSize(2).allMatch(line -> line.contains("cannot digest this"));
    }

    @ParameterizedTest
    @CsvSource({"GET,Content-Length: 0", "GET,X: y", "DELETE,Content-Length: 00", "POST,content-length:0"})
    void noContentIsEmptyContent(String method, String field) {
        servers.start((request, responder) ->
                responder.respond(Response.ok(request.body().length() + " " + (request.body() == Body.empty()))));

        assertThat(servers.connect()
                        .send(Requests.head(method, "/", field))
                        .read()
                        .text())
                .isEqualTo("0 true");
    }
}
