package dev.dunlin.http.h1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.net.Connection;
import dev.dunlin.http.net.EventLoop;
import dev.dunlin.http.wire.HeadLimits;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many writes a connection makes, and what it waits for; told by a transport that only exists in memory. */
@Timeout(30)
class Http1ConnectionTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: test\r\n\r\n";

    private final FakeTransport transport = new FakeTransport();
    private EventLoop loop;
    private Connection connection;

    @TempDir
    Path directory;

    private interface Step {
        void take() throws IOException;
    }

    private void serve(Handler handler) throws Exception {
        Http1Config config = new Http1Config(
                new HeadLimits(8192, 100, 32_768),
                Long.MAX_VALUE,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                "Test",
                Response::error,
                List.of());
        loop = new EventLoop("test-loop");
        Http1Loop shared = new Http1Loop(loop, config, handler);
        connection = shared.create(transport);
        loop.start();
    }

    @AfterEach
    void endLoop() throws InterruptedException {
        if (loop == null) return;
        loop.execute(loop::end);
        assertThat(loop.join(Duration.ofSeconds(10))).isTrue();
    }

    /** Takes a step on the loop, and waits for it and for what it has left to the loop's next turn. */
    private void onLoop(Step step) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                step.take();
                loop.execute(() -> taken.complete(null));
            } catch (Throwable t) {
                taken.completeExceptionally(t);
            }
        });
        taken.join();
    }

    private void receive(String bytes) {
        transport.receive(bytes);
        onLoop(connection::onReadable);
    }

    @Test
    void headAndContentLeaveInOneWrite() throws Exception {
        serve((request, responder) -> responder.respond(Response.ok("hello")));

        receive(GET);

        assertThat(transport.writes()).hasSize(1);
        assertThat(transport.writes().get(0)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nhello");
        assertThat(transport.awaitsReadable()).isTrue();
        assertThat(transport.awaitsWritable()).isFalse();
    }

    @Test
    void manySmallAnswersLeaveInFewWrites() throws Exception {
        serve((request, responder) -> responder.respond(Response.ok("hello")));

        receive(GET.repeat(500));

        String all = String.join("", transport.writes());
        assertThat(all.split("hello", -1)).hasSize(501);
        assertThat(transport.writes().size()).isEqualTo((all.length() - 1) / (128 * 1024) + 1);
    }

    @Test
    void whatIsAnsweredIsNotHeldBackByWhatIsNot() throws Exception {
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
    void tenThousandRequestsDoNotRecurse() throws Exception {
        AtomicInteger handled = new AtomicInteger();
        serve((request, responder) -> {
            handled.incrementAndGet();
            responder.respond(Response.ok("1"));
        });
        transport.receive(GET.repeat(10_000));

        while (transport.hasReceived()) onLoop(connection::onReadable);

        assertThat(handled).hasValue(10_000);
    }

    @Test
    void whatTheSocketDoesNotTakeIsWrittenWhenItDoes() throws Exception {
        serve((request, responder) -> responder.respond(Response.ok("hello")));
        transport.hasRoomFor(10);

        receive(GET + GET);

        assertThat(transport.writes()).containsExactly("HTTP/1.1 2");
        assertThat(transport.awaitsWritable()).isTrue();

        transport.hasRoomFor(Integer.MAX_VALUE);
        onLoop(connection::onWritable);

        String all = String.join("", transport.writes());
        assertThat(all.split("hello", -1)).hasSize(3);
        assertThat(transport.awaitsWritable()).isFalse();
        assertThat(transport.isOpen()).isTrue();
    }

    @Test
    void aSocketThatTakesNothingForAMomentOnlyIsNotWaitedForInVain() throws Exception {
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
    void nothingMoreIsHandledWhileTheSocketTakesNothing() throws Exception {
        AtomicInteger handled = new AtomicInteger();
        serve((request, responder) -> {
            handled.incrementAndGet();
            responder.respond(Response.of(200).withBody(Body.of(new byte[1 << 20])));
        });
        transport.hasRoomFor(1000);

        receive(GET.repeat(50));

        assertThat(handled).hasValue(1);
        assertThat(transport.awaitsReadable()).as("more is read").isFalse();
    }

    @Test
    void aSmallFileLeavesInOneWriteWithItsHead() throws Exception {
        serve(fileOf(65_535));

        receive(GET);

        assertThat(transport.writes()).hasSize(1);
        assertThat(transport.transfers()).isEmpty();
        assertThat(transport.writes().get(0)).contains("Content-Length: 65535\r\n");
        assertThat(transport.writes().get(0).length()).isGreaterThan(65_535);
    }

    @Test
    void aLargeFileGoesInBoundedSlicesOneATurn() throws Exception {
        int slice = 512 * 1024;
        serve(fileOf(3 * slice + 1));

        receive(GET);
        assertThat(transport.transfers()).containsExactly((long) slice);
        assertThat(transport.awaitsWritable()).isTrue();

        for (int i = 0; i < 3; i++) onLoop(connection::onWritable);
        assertThat(transport.transfers()).containsExactly((long) slice, (long) slice, (long) slice, 1L);
        assertThat(transport.awaitsWritable()).isFalse();
    }

    @Test
    void aSocketThatTakesNothingOfAFileIsWaitedFor() throws Exception {
        serve(fileOf(100_000));
        transport.hasRoomFor(300);

        receive(GET);
        onLoop(connection::onWritable);
        assertThat(transport.isOpen()).isTrue();
        assertThat(transport.awaitsWritable()).isTrue();

        transport.hasRoomFor(Integer.MAX_VALUE);
        onLoop(connection::onWritable);

        assertThat(String.join("", transport.writes())).contains("\r\n\r\n").hasSizeGreaterThan(100_000);
        assertThat(transport.awaitsWritable()).isFalse();
    }

    private Handler fileOf(int length) throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[length]);
        return (request, responder) ->
                responder.respond(Response.of(200).withBody(Body.file(FileChannel.open(file), 0, length)));
    }

    @Test
    void theEndIsImmediateWhenTheClientHasNothingMoreToSay() throws Exception {
        serve((request, responder) -> responder.respond(Response.ok("bye")));

        receive("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");

        assertThat(transport.isOpen()).isFalse();
        assertThat(transport.isOutputShut()).isFalse();
    }

    @Test
    void theEndLingersWhileTheClientMayBeSending() throws Exception {
        serve((request, responder) -> responder.respond(Response.ok("bye")));

        receive("garbage\r\n\r\n");
        assertThat(transport.isOutputShut()).isTrue();
        assertThat(transport.isOpen()).isTrue();
        receive(GET);
        assertThat(transport.writes()).hasSize(1);
        assertThat(transport.isOpen()).isTrue();

        transport.receiveEnd();
        onLoop(connection::onReadable);

        assertThat(transport.isOpen()).isFalse();
    }

    @Test
    void stoppingEndsAConnectionAtRestAndNoOther() throws Exception {
        serve((request, responder) -> responder.respond(Response.ok("hello")));
        receive("GET / HTTP/1.1\r\nHo");

        onLoop(connection::onStopping);
        assertThat(transport.isOpen()).isTrue();
        receive("st: test\r\n\r\n");
        assertThat(transport.isOpen()).isTrue();

        onLoop(connection::onStopping);
        assertThat(transport.isOpen()).isFalse();
    }
}
