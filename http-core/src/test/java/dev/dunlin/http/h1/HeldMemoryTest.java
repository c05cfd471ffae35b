package dev.dunlin.http.h1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dunlin.http.Body;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.filters.Gzip;
import dev.dunlin.http.filters.Limits;
import dev.dunlin.http.net.Connection;
import dev.dunlin.http.testing.loop.ManualLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a client makes a connection keep from one turn to the next counts as its memory, for as long as it is kept. */
@Timeout(180)
class HeldMemoryTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    private final FakeTransport transport = new FakeTransport();
    private final ManualLoop loop = new ManualLoop(Instant.EPOCH);
    private Connection connection;
    private long atRest;

    private interface Step {
        void take() throws IOException;
    }

    @BeforeEach
    void nothingIsHeldAtFirst() {
        atRest = transport.memory().held();
    }

    private void serve(Handler handler) {
        connection = new Http1Loop(loop, Http1Config.DEFAULTS, handler).create(transport);
    }

    private void onLoop(Step step) {
        loop.drive(() -> {
            try {
                step.take();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void receive(String bytes) {
        transport.receive(bytes);
        onLoop(connection::onReadable);
    }

    private void drain() {
        transport.isFull(false);
        while (transport.awaitsWritable()) onLoop(connection::onWritable);
    }

    private long held() {
        return transport.memory().held() - atRest;
    }

    @Test
    void nothingOfARequestThatIsOver() {
        serve((request, responder) -> responder.respond(Response.ok("hello")));

        receive(GET.repeat(3));

        assertThat(held()).isZero();
    }

    @Test
    void anUnfinishedHead() {
        serve((request, responder) -> responder.respond(Response.ok("hello")));

        receive("GET / HTTP/1.1\r\nHost: test\r\nX: " + "x".repeat(20_000));
        assertThat(held()).isBetween(20_000L, 45_000L);
        receive("\r\n\r\n");

        assertThat(held()).isZero();
    }

    @Test
    void theHeadOfARequestThatIsHandled() {
        AtomicReference<Responder> waiting = new AtomicReference<>();
        serve((request, responder) -> waiting.set(responder));

        receive("GET / HTTP/1.1\r\nHost: test\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
        assertThat(held()).isBetween(20_000L, 25_000L);
        onLoop(() -> waiting.get().respond(Response.ok("later")));

        assertThat(held()).isZero();
    }

    @Test
    void pipelinedRequestsThatWait() {
        AtomicReference<Responder> waiting = new AtomicReference<>();
        serve((request, responder) -> waiting.set(responder));

        receive(GET.repeat(1_000));

        assertThat(held()).isBetween(999L * GET.length(), 1_000L * GET.length() + 5_000);
    }

    @Test
    void responsesThatAreNotRead() {
        serve((request, responder) -> responder.respond(Response.ok("x".repeat(1_000))));
        transport.isFull(true);

        receive(GET.repeat(50));
        assertThat(held()).isBetween(50_000L, 70_000L);
        drain();

        assertThat(held()).isZero();
    }

    @Test
    void contentThatWasMadeForOneResponse() {
        serve((request, responder) -> responder.respond(Response.of(200).withBody(Body.of(new byte[3_000_000]))));
        transport.isFull(true);

        receive(GET);
        assertThat(held()).isBetween(3_000_000L, 3_200_000L);
        drain();

        assertThat(held()).isZero();
    }

    @Test
    void notContentThatIsSentAgainAndAgainSinceItIsKeptAnyhow() {
        Body kept = Body.of(new byte[3_000_000]);
        serve((request, responder) -> responder.respond(Response.of(200).withBody(kept)));
        transport.isFull(true);
        receive(GET);
        drain();
        transport.isFull(true);

        receive(GET);

        assertThat(held()).isLessThan(200_000L);
    }

    @Test
    void whatWasPublishedAndNotTaken() {
        try (SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>(Runnable::run, 4)) {
            serve((request, responder) ->
                    responder.respond(Response.of(200).withBody(Body.from(publisher, Body.UNKNOWN_LENGTH))));
            receive(GET);
            transport.isFull(true);

            onLoop(() -> publisher.submit(ByteBuffer.allocate(500_000)));
            onLoop(() -> {});
            assertThat(held()).isCloseTo(500_000, within(150_000L));
            drain();

            assertThat(held()).isLessThan(5_000L);
        }
    }

    @Test
    void contentThatIsCollectedUntilTheExchangeIsOver() {
        AtomicReference<Responder> waiting = new AtomicReference<>();
        serve((request, responder) -> {
            request.body().bytes(1_000_000);
            waiting.set(responder);
        });

        receive("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 60000\r\n\r\n" + "x".repeat(50_000));
        assertThat(held()).isBetween(50_000L, 55_000L);
        receive("x".repeat(10_000));
        assertThat(held()).isBetween(60_000L, 65_000L);
        onLoop(() -> waiting.get().respond(Response.ok("thanks")));

        assertThat(held()).isZero();
    }

    @Test
    void contentThatIsCollectedBehindALimit() {
        Handler collecting = (request, responder) -> request.body().bytes(1_000_000);
        serve(Limits.builder().maxContent(200_000).build().apply(collecting));

        receive("POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nc350\r\n" + "x".repeat(50_000));

        assertThat(held()).isBetween(50_000L, 55_000L);
    }

    @Test
    void aCompressorThatWaitsForItsClient() {
        Handler text = (request, responder) -> responder.respond(Response.of(200)
                .withHeader("Content-Type", "text/plain")
                .withBody(new UnknownLengthBody(Body.of(new byte[10_000_000]))));
        serve(Gzip.builder().build().apply(text));
        transport.isFull(true);

        receive("GET / HTTP/1.1\r\nHost: test\r\nAccept-Encoding: gzip\r\n\r\n");
        assertThat(held()).isGreaterThan(272 * 1024L);
        drain();

        assertThat(held()).isZero();
    }

    /** Content whose length is not told beforehand. */
    private record UnknownLengthBody(Body content) implements Body {
        @Override
        public long length() {
            return UNKNOWN_LENGTH;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            content.subscribe(subscriber);
        }
    }
}
