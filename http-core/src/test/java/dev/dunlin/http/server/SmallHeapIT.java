package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Content that is many times larger than the heap goes through, in either direction, as fast as it is taken. */
@Timeout(180)
class SmallHeapIT {
    private static final byte[] MEGABYTE = Requests.pattern(1 << 20);

    private ChildServer server;

    /** Echoes on /echo; elsewhere reads eight mebibytes a second, and answers with the number of bytes. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) throws InterruptedException {
            ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
            Handler slow = (request, responder) -> request.body().subscribe(new SlowReader(responder, scheduler));
            ChildServer.serve((request, responder) -> {
                Handler handler = request.path().equals("/echo") ? Handlers.echo() : slow;
                handler.handle(request, responder);
            });
        }
    }

    private static final class SlowReader implements Flow.Subscriber<ByteBuffer> {
        private static final long BYTES_PER_SECOND = 8 << 20;

        private final Responder responder;
        private final ScheduledExecutorService scheduler;
        private Flow.Subscription subscription;
        private long received;

        SlowReader(Responder responder, ScheduledExecutorService scheduler) {
            this.responder = responder;
            this.scheduler = scheduler;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(1);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            received += piece.remaining();
            long rest = TimeUnit.SECONDS.toNanos(piece.remaining()) / BYTES_PER_SECOND;
            Future<?> unused = scheduler.schedule(() -> subscription.request(1), rest, TimeUnit.NANOSECONDS);
        }

        @Override
        public void onError(Throwable failure) {
            responder.fail(failure);
        }

        @Override
        public void onComplete() {
            responder.respond(Response.ok(Long.toString(received)));
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = ChildServer.start(Main.class, "-Xmx32m", "-XX:+ExitOnOutOfMemoryError");
    }

    @AfterEach
    void end() {
        if (server != null) server.close();
    }

    @Test
    void aSlowSubscriberSlowsTheSenderDown() throws IOException {
        int megabytes = 64;
        long begun = System.nanoTime();
        try (RawClient client = new RawClient(server.address())) {
            client.socket().setSoTimeout(60_000);
            client.send(Requests.head("POST", "/slow", "Content-Length: " + megabytes * MEGABYTE.length));
            for (int i = 0; i < megabytes; i++) client.send(MEGABYTE);
            Duration sending = Duration.ofNanos(System.nanoTime() - begun);

            assertThat(client.read().text()).isEqualTo("" + megabytes * MEGABYTE.length);
            // What the kernels of both sides hold is sent at once, the rest at the subscriber's pace.
            assertThat(sending).isGreaterThan(Duration.ofSeconds(4));
        }
        assertThat(server.isAlive()).isTrue();
    }

    @Test
    void aGibibyteComesBackAsItWas() throws Exception {
        int megabytes = 1024;
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            CompletableFuture<Long> sent = CompletableFuture.supplyAsync(() -> send(socket, megabytes));
            InputStream input = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            skipHead(input);

            CRC32 received = new CRC32();
            byte[] buffer = new byte[1 << 16];
            for (long left = (long) megabytes << 20; left > 0; ) {
                int count = input.read(buffer, 0, (int) Math.min(buffer.length, left));
                assertThat(count).as("left: %s", left).isPositive();
                received.update(buffer, 0, count);
                left -= count;
            }

            assertThat(received.getValue()).isEqualTo(sent.get());
        }
        assertThat(server.isAlive()).isTrue();
    }

    private static long send(Socket socket, int megabytes) {
        CRC32 sent = new CRC32();
        try {
            OutputStream output = socket.getOutputStream();
            String head = Requests.head("POST", "/echo", "Content-Length: " + ((long) megabytes << 20));
            output.write(head.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            for (int i = 0; i < megabytes; i++) {
                output.write(MEGABYTE);
                sent.update(MEGABYTE);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return sent.getValue();
    }

    private static void skipHead(InputStream input) throws IOException {
        int matched = 0;
        while (matched < 4) {
            int next = input.read();
            assertThat(next).isNotNegative();
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
    }
}
