package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Body;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Response;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content that goes through streams, and through publishers of others. */
@Timeout(180)
class StreamedContentTest {
    private static final byte[] LARGE = Requests.pattern(3 << 20);

    @RegisterExtension
    final TestServer servers = new TestServer();

    private final ExecutorService blocking = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        blocking.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStreamIsSentToItsEndAndClosed(boolean isLengthKnown) {
        AtomicInteger closed = new AtomicInteger();
        long length = isLengthKnown ? LARGE.length : Body.UNKNOWN_LENGTH;
        servers.start((request, responder) -> {
            InputStream stream = new ByteArrayInputStream(LARGE) {
                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
            responder.respond(Response.of(200).withBody(Body.from(stream, length, blocking)));
        });
        RawClient client = servers.connect();

        for (int i = 1; i <= 2; i++) {
            assertThat(client.get("/").read().content()).isEqualTo(LARGE);
        }

        await().untilAsserted(() -> assertThat(closed).hasValue(2));
    }

    @Test
    void aStreamIsClosedThoughNothingOfItWasSent() {
        AtomicInteger closed = new AtomicInteger();
        servers.start((request, responder) -> {
            InputStream stream = new ByteArrayInputStream(LARGE) {
                @Override
                public int read(byte[] target) {
                    throw new AssertionError("read for a HEAD");
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
            responder.respond(Response.of(200).withBody(Body.from(stream, 5, blocking)));
        });

        assertThat(servers.connect().send(Requests.head("HEAD", "/")).readHead().field("Content-Length"))
                .isEqualTo("5");

        await().untilAsserted(() -> assertThat(closed).hasValue(1));
    }

    @Test
    void aHandlerThatBlocksReadsTheContentAsAStream() {
        Handler reading = (request, responder) -> {
            try (InputStream content = request.body().inputStream()) {
                responder.respond(Response.of(200).withBody(Body.of(content.readAllBytes())));
            }
        };
        servers.start(reading.on(blocking));
        RawClient client = servers.connect();

        client.send(Requests.head("POST", "/", "Content-Length: " + LARGE.length))
                .send(LARGE);
        assertThat(client.read().content()).isEqualTo(LARGE);
        client.send(Requests.head("POST", "/", "Transfer-Encoding: chunked")).send(Requests.chunked(LARGE, 70_000));
        assertThat(client.read().content()).isEqualTo(LARGE);
    }

    @Test
    void aHandlerMayReadAPartAndAnswer() {
        Handler first = (request, responder) -> {
            try (InputStream content = request.body().inputStream()) {
                responder.respond(Response.ok("" + (char) content.read()));
            }
        };
        servers.start(first.on(blocking));
        RawClient client = servers.connect();

        assertThat(client.send(Requests.post("/", "abc")).read().text()).isEqualTo("a");
        assertThat(client.send(Requests.post("/", "def")).read().text()).isEqualTo("d");
    }

    @Test
    void aPublisherOfTheJdksClientIsABodyAsItIs() {
        servers.start((request, responder) ->
                responder.respond(Response.of(200).withBody(Body.from(BodyPublishers.ofString("hello"), 5))));

        assertThat(servers.connect().get("/").read().text()).isEqualTo("hello");
    }

    @Test
    void anEventReachesTheClientWhenItIsPublished() {
        SubmissionPublisher<ByteBuffer> events = new SubmissionPublisher<>();
        servers.start((request, responder) -> responder.respond(Response.of(200)
                .withHeader("Content-Type", "text/event-stream")
                .withBody(Body.from(events, Body.UNKNOWN_LENGTH))));
        RawClient client = servers.connect().get("/");
        client.readHead();
        await().until(events::hasSubscribers);

        for (int i = 0; i < 3; i++) {
            events.submit(ByteBuffer.wrap(("data: " + i + "\n\n").getBytes(UTF_8)));
            assertThat(client.readBytes(14)).asString().isEqualTo("9\r\ndata: " + i + "\n\n\r\n");
        }
        client.reset();

        await().until(() -> !events.hasSubscribers());
    }
}
