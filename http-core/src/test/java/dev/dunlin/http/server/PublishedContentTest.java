package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Body;
import dev.dunlin.http.Response;
import dev.dunlin.http.testing.TestConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content that a user's own publisher brings. */
@Timeout(180)
class PublishedContentTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    private RawClient ask(Body body) {
        servers.start((request, responder) -> responder.respond(
                request.path().equals("/") ? Response.of(200).withBody(body) : Response.ok(request.path())));
        return servers.connect().get("/");
    }

    @Test
    void ofKnownLengthIsSentWithThatLength() {
        RawClient client = ask(servers.watch(TestBody.of(11, "hello", " ", "world")));

        Answer answer = client.read();

        assertThat(answer.field("Content-Length")).isEqualTo("11");
        assertThat(answer.text()).isEqualTo("hello world");
        assertThat(client.get("/next").read().text()).isEqualTo("/next");
    }

    @Test
    void ofUnknownLengthIsSentInChunksAsItComes() {
        TestBody body = servers.watch(TestBody.manual(Body.UNKNOWN_LENGTH));
        RawClient client = ask(body);
        assertThat(client.readHead().field("Transfer-Encoding")).isEqualTo("chunked");

        body.publish("hello");
        assertThat(client.readBytes(10)).asString(ISO_8859_1).isEqualTo("5\r\nhello\r\n");
        body.publish("world");
        assertThat(client.readBytes(10)).asString(ISO_8859_1).isEqualTo("5\r\nworld\r\n");
        body.complete();
        assertThat(client.readBytes(5)).asString(ISO_8859_1).isEqualTo("0\r\n\r\n");

        assertThat(client.get("/next").read().text()).isEqualTo("/next");
    }

    @Test
    void emptyPiecesDoNotEndTheContent() {
        RawClient client = ask(servers.watch(TestBody.of(Body.UNKNOWN_LENGTH, "", "a", "", "b", "")));

        assertThat(client.read().text()).isEqualTo("ab");
        assertThat(client.get("/next").read().text()).isEqualTo("/next");
    }

    @Test
    void withoutAnyPieceIsEmpty() {
        RawClient client = ask(servers.watch(TestBody.of(Body.UNKNOWN_LENGTH)));

        assertThat(client.read().content()).isEmpty();
        assertThat(client.get("/next").read().text()).isEqualTo("/next");
    }

    @Test
    void inOneLargePieceIsSentWhole() {
        String large = "0123456789".repeat(500_000);
        RawClient client = ask(servers.watch(TestBody.of(Body.UNKNOWN_LENGTH, large)));

        assertThat(client.read().text()).isEqualTo(large);
    }

    @Test
    void thatEndsShortCutsTheConnection() {
        RawClient client = ask(servers.watch(TestBody.of(20, "hello")));

        assertThat(client.readHead().field("Content-Length")).isEqualTo("20");
        assertThat(client.countToEnd()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello world", "hello|, this is too much"})
    void thatIsLongerThanItsLengthCutsTheConnection(String pieces) {
        RawClient client = ask(servers.watch(TestBody.of(10, pieces.split("\\|"))));

        assertThat(client.readHead().field("Content-Length")).isEqualTo("10");
        assertThat(client.countToEnd()).isLessThan(10);
    }

    @Test
    void thatFailsCutsTheConnectionWithoutALastChunk() {
        TestBody body = servers.watch(TestBody.manual(Body.UNKNOWN_LENGTH));
        RawClient client = ask(body);
        client.readHead();
        body.publish("hello");
        body.fail(new IOException("no more"));

        assertThat(client.readToEnd()).isEqualTo("5\r\nhello\r\n");
    }

    @Test
    void isAskedForOnePieceAtATime() {
        TestBody body = servers.watch(TestBody.manual(Body.UNKNOWN_LENGTH));
        RawClient client = ask(body);
        client.readHead();
        await().until(() -> body.asked() == 1);

        body.publish("a");
        await().until(() -> body.asked() == 2);
        body.publish("b");
        await().until(() -> body.asked() == 3);

        body.complete();
        assertThat(client.readBytes(17)).asString(ISO_8859_1).isEqualTo("1\r\na\r\n1\r\nb\r\n0\r\n\r\n");
    }

    @Test
    void isAskedForMoreOnlyAsTheClientReads() {
        EndlessBody body = new EndlessBody();
        TestConnection client = TestConnection.to((request, responder) ->
                        responder.respond(Response.of(200).withBody(body)))
                .takeAtMost(0)
                .send(Requests.get("/"));
        int room = 1 << 20;
        assertThat(body.published()).isPositive().isLessThan(room);

        for (int i = 1; i <= 10; i++) {
            assertThat(client.takeAtMost(room).receivedBytes()).hasSize(room);
            assertThat(body.published()).isBetween((long) i * (room - 10_000), (i + 1L) * room);
        }
        client.reset();
    }

    @Test
    void anEndlessPublisherDoesNotStarveItsNeighbours() {
        servers.start((request, responder) -> responder.respond(
                request.path().equals("/") ? Response.of(200).withBody(new EndlessBody()) : Response.ok("quick")));
        RawClient endless = servers.connect().get("/");
        Thread reader = new Thread(endless::countToEnd);
        reader.start();
        RawClient neighbour = servers.connect();

        for (int i = 0; i < 50; i++)
            assertThat(neighbour.get("/quick").read().text()).isEqualTo("quick");

        assertThat(reader.isAlive()).isTrue();
        endless.reset();
    }

    @Test
    void ofThePublisherOfTheJdkIsSentFromItsThreads() {
        SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
        servers.closeAfterwards(publisher);
        RawClient client = ask(new Body() {
            @Override
            public long length() {
                return UNKNOWN_LENGTH;
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                publisher.subscribe(subscriber);
            }
        });
        await().until(publisher::hasSubscribers);

        for (int i = 0; i < 1000; i++) publisher.submit(ByteBuffer.wrap(new byte[] {(byte) ('a' + i % 26)}));
        publisher.close();

        assertThat(client.read().text()).hasSize(1000).startsWith("abcdefghijklmnopqrstuvwxyzabc");
    }

    @Test
    void aPublisherThatThrowsWhenItIsAskedCutsOnlyItsOwnConnection() {
        RawClient client = ask(new Body() {
            @Override
            public long length() {
                return 10;
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {
                        throw new IllegalStateException("do not ask");
                    }

                    @Override
                    public void cancel() {}
                });
            }
        });
        RawClient neighbour = servers.connect();

        assertThat(client.readHead().status()).isEqualTo(200);
        assertThat(client.isAtEnd()).isTrue();
        assertThat(neighbour.get("/neighbour").read().text()).isEqualTo("/neighbour");
    }

    @Test
    void aBodyWhoseLengthCannotBeToldHarmsOnlyItsOwnConnection() {
        RawClient client = ask(new Body() {
            @Override
            public long length() {
                throw new IllegalStateException("how should I know");
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                throw new AssertionError();
            }
        });
        RawClient neighbour = servers.connect();

        assertThat(client.isAtEnd()).isTrue();
        assertThat(neighbour.get("/neighbour").read().text()).isEqualTo("/neighbour");
        assertThat(servers.logged()).isNotEmpty();
    }

    @Test
    void aBodyThatFailsLaterThanTheHandlerHarmsOnlyItsOwnConnection() {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start((request, responder) -> {
            if (request.path().equals("/")) {
                later.handle(request, responder);
            } else {
                responder.respond(Response.ok("neighbour"));
            }
        });
        RawClient client = servers.connect().get("/");
        RawClient neighbour = servers.connect();
        assertThat(neighbour.get("/neighbour").read().text()).isEqualTo("neighbour");

        later.next().responder().respond(Response.of(200).withBody(new Body() {
            @Override
            public long length() {
                throw new IllegalStateException("how should I know");
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                throw new AssertionError();
            }
        }));

        assertThat(client.isAtEnd()).isTrue();
        assertThat(neighbour.get("/neighbour").read().text()).isEqualTo("neighbour");
    }
}
