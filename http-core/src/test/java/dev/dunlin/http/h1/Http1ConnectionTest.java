package dev.dunlin.http.h1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.http.Body;
import dev.dunlin.http.FileBody;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.net.Connection;
import dev.dunlin.http.testing.TestConnection;
import dev.dunlin.http.testing.loop.ManualLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many writes a connection makes, what it waits for, and when it ends. */
@Timeout(180)
class Http1ConnectionTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    private final FakeTransport transport = new FakeTransport();
    private final ManualLoop loop = new ManualLoop(Instant.EPOCH);
    private Connection connection;

    @TempDir
    Path directory;

    private interface Step {
        void take() throws IOException;
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

    @Test
    void headAndContentLeaveInOneWrite() {
        serve((request, responder) -> responder.respond(Response.ok("hello")));

        receive(GET);

        assertThat(transport.writes()).hasSize(1);
        assertThat(transport.writes().get(0)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nhello");
        assertThat(transport.awaitsReadable()).isTrue();
        assertThat(transport.awaitsWritable()).isFalse();
    }

    @Test
    void muchContentInMemoryLetsTheNeighboursHaveTheirTurnThoughTheSocketTakesAll() {
        serve((request, responder) -> responder.respond(Response.of(200).withBody(Body.of(new byte[3_000_000]))));

        receive(GET);

        assertThat(String.join("", transport.writes()).length()).isBetween(1_000_000, 1_500_000);
        assertThat(transport.awaitsWritable()).isTrue();
        onLoop(connection::onWritable);
        onLoop(connection::onWritable);
        assertThat(String.join("", transport.writes()).length()).isGreaterThan(3_000_000);
        assertThat(transport.awaitsWritable()).isFalse();
    }

    @Test
    void nothingFollowsAnAnswerThatWasLostToABug() {
        AtomicReference<Responder> waiting = new AtomicReference<>();
        serve((request, responder) -> waiting.set(responder));
        receive(GET);
        transport.breaks();

        assertThatThrownBy(() -> onLoop(() -> waiting.get().respond(Response.ok("later"))))
                .hasMessage("broken");

        assertThat(transport.isOpen()).isFalse();
    }

    @Test
    void manySmallAnswersLeaveInFewWrites() {
        serve((request, responder) -> responder.respond(Response.ok("hello")));

        receive(GET.repeat(500));

        String all = String.join("", transport.writes());
        assertThat(all.split("hello", -1)).hasSize(501);
        assertThat(transport.writes().size()).isEqualTo((all.length() - 1) / (128 * 1024) + 1);
    }

    @Test
    void whatIsAnsweredIsNotHeldBackByWhatIsNot() {
        AtomicReference<Responder> waiting = new AtomicReference<>();
        serve((request, responder) -> {
            if (request.path().equals("/")) {
                responder.respond(Response.ok("now"));
            } else {
                waiting.set(responder);
            }
        });

        receive(GET + GET + "GET /later HTTP/1.1\r\nHost: test\r\n\r\n" + GET);

        assertThat(transport.writes()).hasSize(1);

        onLoop(() -> waiting.get().respond(Response.ok("later")));

        assertThat(transport.writes()).hasSize(2);
        assertThat(transport.writes().get(1)).contains("later").endsWith("now");
    }

    @Test
    void tenThousandRequestsDoNotRecurse() {
        AtomicInteger handled = new AtomicInteger();
        TestConnection client = TestConnection.to((request, responder) -> {
            handled.incrementAndGet();
            responder.respond(Response.ok("1"));
        });

        client.send(GET.repeat(10_000));

        assertThat(handled).hasValue(10_000);
    }

    @Test
    void whatTheClientDoesNotTakeIsWrittenWhenItDoes() {
        TestConnection client = TestConnection.to((request, responder) -> responder.respond(Response.ok("hello")));
        client.takeAtMost(10);

        assertThat(client.exchange(GET + GET)).isEqualTo("HTTP/1.1 2");

        String rest = client.takeAtMost(Long.MAX_VALUE).received();
        assertThat(rest).startsWith("00 OK\r\n").endsWith("hello");
        assertThat(rest.split("hello", -1)).hasSize(3);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void aSocketThatTakesNothingForAMomentOnlyIsNotWaitedForInVain() {
        serve((request, responder) -> responder.respond(Response.of(204).withHeader("X-Filler", "x".repeat(100))));
        // The output is full before all are answered; when the rest of it is written, the socket takes everything
        // again.
        transport.takesNext(1000);

        receive(GET.repeat(1500));
        while (transport.awaitsWritable()) onLoop(connection::onWritable);

        assertThat(String.join("", transport.writes()).split("X-Filler", -1)).hasSize(1501);
        assertThat(transport.awaitsReadable()).isTrue();
    }

    @Test
    void nothingMoreIsHandledOrReadWhileTheClientTakesNothing() {
        AtomicInteger handled = new AtomicInteger();
        TestConnection client = TestConnection.to((request, responder) -> {
            handled.incrementAndGet();
            responder.respond(Response.of(200).withBody(Body.of(new byte[1 << 20])));
        });
        client.takeAtMost(1000);

        client.send(GET.repeat(50)).send(GET);

        assertThat(handled).hasValue(1);
        assertThat(client.unread()).isEqualTo(GET.length());
    }

    @Test
    void aSmallFileLeavesInOneWriteWithItsHead() throws IOException {
        serve(fileOf(16_383));

        receive(GET);

        assertThat(transport.writes()).hasSize(1);
        assertThat(transport.transfers()).isEmpty();
        assertThat(transport.writes().get(0)).contains("Content-Length: 16383\r\n");
        assertThat(transport.writes().get(0).length()).isGreaterThan(16_383);
    }

    @Test
    void aLargeFileGoesInBoundedSlicesOneATurn() throws IOException {
        int slice = 1024 * 1024;
        serve(fileOf(3 * slice + 1));

        receive(GET);
        assertThat(transport.transfers()).containsExactly((long) slice);
        assertThat(transport.awaitsWritable()).isTrue();

        for (int i = 0; i < 3; i++) onLoop(connection::onWritable);
        assertThat(transport.transfers()).containsExactly((long) slice, (long) slice, (long) slice, 1L);
        assertThat(transport.awaitsWritable()).isFalse();
    }

    @Test
    void aFileIsLookedAtAgainWhenItsSliceTakesLong() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Path file = Files.write(directory.resolve("file"), new byte[1_000_000]);
        FileChannel channel = FileChannel.open(file);
        TestConnection client = TestConnection.to((request, responder) ->
                responder.respond(Response.of(200).withBody(new FileBody(channel, 0, 1_000_000) {
                    @Override
                    public boolean isIntact() {
                        return looks.incrementAndGet() < 3;
                    }

                    @Override
                    public void close() {}
                })));
        client.takeAtMost(1000);
        client.send(GET);

        assertThat(looks).hasValue(1);
        for (int i = 2; i <= 3; i++) {
            // It is the real clock that tells how old a look is.
            long looked = System.nanoTime();
            while (System.nanoTime() - looked < 2_000_000) Thread.onSpinWait();
            client.takeAtMost(1000).receivedBytes();
            assertThat(looks).hasValue(i);
        }
        assertThat(client.isOpen()).isFalse();
        channel.close();
    }

    @Test
    void aClientThatTakesNothingOfAFileIsWaitedFor() throws IOException {
        TestConnection client = TestConnection.to(fileOf(100_000));
        client.takeAtMost(300);

        assertThat(client.exchange(GET)).hasSize(300);
        assertThat(client.isOpen()).isTrue();

        assertThat(client.takeAtMost(Long.MAX_VALUE).received()).hasSizeBetween(99_800, 100_000);
        assertThat(client.isOpen()).isTrue();
    }

    private Handler fileOf(int length) throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[length]);
        return (request, responder) ->
                responder.respond(Response.of(200).withBody(Body.file(FileChannel.open(file), 0, length)));
    }

    @Test
    void theEndIsImmediateWhenTheClientHasNothingMoreToSay() {
        TestConnection client = TestConnection.to((request, responder) -> responder.respond(Response.ok("bye")));

        client.send("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");

        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void theEndLingersWhileTheClientMayBeSending() {
        TestConnection client = TestConnection.to((request, responder) -> responder.respond(Response.ok("bye")));

        assertThat(client.exchange("garbage\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(client.isEnded()).isTrue();
        assertThat(client.isOpen()).isTrue();
        assertThat(client.exchange(GET)).isEmpty();
        assertThat(client.isOpen()).isTrue();

        client.finish();

        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void stoppingEndsAConnectionAtRestAndNoOther() {
        TestConnection client = TestConnection.to((request, responder) -> responder.respond(Response.ok("hello")));
        client.send("GET / HTTP/1.1\r\nHo");

        client.stop();

        assertThat(client.isEnded()).isFalse();
        assertThat(client.exchange("st: test\r\n\r\n"))
                .contains("Connection: close\r\n")
                .endsWith("hello");
        assertThat(client.isEnded()).isTrue();
        TestConnection atRest = TestConnection.to((request, responder) -> responder.respond(Response.ok("hello")));
        atRest.exchange(GET);
        assertThat(atRest.stop().isOpen()).isFalse();
    }

    @Test
    void whoHasJustConnectedMayStillAskWhenTheServerStops() {
        TestConnection client = TestConnection.to((request, responder) -> responder.respond(Response.ok("hello")));
        client.stop().pass(Duration.ofMillis(100));

        assertThat(client.exchange(GET)).contains("Connection: close\r\n").endsWith("hello");
        assertThat(client.isEnded()).isTrue();
    }

    @Test
    void whoHasConnectedAndSaysNothingIsNotWaitedForLongWhenTheServerStops() {
        TestConnection client = TestConnection.to((request, responder) -> {});
        assertThat(client.stop().isOpen()).isTrue();

        assertThat(client.pass(Duration.ofSeconds(1)).isOpen()).isFalse();
        assertThat(client.received()).isEmpty();
    }
}
