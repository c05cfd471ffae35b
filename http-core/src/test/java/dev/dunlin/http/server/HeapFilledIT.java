package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A heap that is full for a moment, by whose fault ever: afterwards each event loop serves as before. */
@Timeout(180)
class HeapFilledIT {
    private static final int WORKERS = 3;

    private ChildServer server;
    private final List<RawClient> clients = new ArrayList<>();

    /** Fills the heap if it is asked to, on the loop or elsewhere. Its connections may hold any amount of memory. */
    static final class Main {
        private static final Duration HELD = Duration.ofSeconds(3);

        private Main() {}

        public static void main(String[] args) throws InterruptedException {
            Handler handler = (request, responder) -> {
                switch (request.path()) {
                    case "/fill" -> fill(1 << 16);
                    case "/hold" -> new Thread(Main::hold).start();
                    default -> {}
                }
                responder.respond(Response.ok(Thread.currentThread().getName()));
            };
            ChildServer.serve(
                    HttpServer.builder().workers(WORKERS).memoryBudget(1L << 40).handler(handler));
        }

        @SuppressWarnings("ModifiedButNotUsed") // it is there to be full
        private static void fill(int piece) {
            List<byte[]> all = new ArrayList<>();
            while (true) all.add(new byte[piece]);
        }

        /** Leaves hardly a byte to anybody. */
        private static void hold() {
            Object[] last = null;
            for (int piece = 1 << 16; piece >= 4; piece /= 4) {
                try {
                    while (true) {
                        Object[] next = new Object[piece];
                        next[0] = last;
                        last = next;
                    }
                } catch (OutOfMemoryError e) {
                    // Smaller pieces find room where this one did not.
                }
            }
            try {
                long end = System.nanoTime() + HELD.toNanos();
                while (System.nanoTime() < end) Thread.onSpinWait();
            } finally {
                Reference.reachabilityFence(last);
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = ChildServer.start(Main.class, "-Xmx48m", "-XX:+UseSerialGC");
    }

    @AfterEach
    void end() {
        clients.forEach(RawClient::close);
        if (server != null) server.close();
    }

    @Test
    void aHandlerThatFillsItHasFailedAndNothingElse() {
        for (int i = 0; i < 20; i++) {
            try (RawClient client = new RawClient(server.address())) {
                assertThat(client.get("/fill").read().status()).isEqualTo(500);
                assertThat(client.get("/").read().status()).isEqualTo(200);
            }
        }

        assertThatEachLoopServes();
    }

    @Test
    void aThreadThatFillsItCostsConnectionsAndNoLoop() {
        for (int i = 0; i < 100; i++) clients.add(new RawClient(server.address()));
        for (RawClient client : clients) client.get("/").read();
        clients.get(0).get("/hold").read();

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
        List<CompletableFuture<Void>> hammers = new ArrayList<>();
        for (int i = 0; i < 4; i++) hammers.add(CompletableFuture.runAsync(() -> hammer(end)));
        hammers.forEach(CompletableFuture::join);

        assertThatEachLoopServes();
    }

    @Test
    void clientsThatFillItAreCutAndNoLoopEnds() {
        String head = "GET /" + "a".repeat(8000) + " HTTP/1.1\r\n" + ("X: " + "a".repeat(3000) + "\r\n").repeat(10);
        for (int i = 0; i < 1500; i++) {
            RawClient client = new RawClient(server.address());
            clients.add(client);
            try {
                client.send(head);
            } catch (UncheckedIOException reset) {
                assertThat(reset.getCause()).isInstanceOf(IOException.class);
            }
        }
        clients.forEach(RawClient::close);
        clients.clear();

        assertThatEachLoopServes();
    }

    private void hammer(long end) {
        while (System.nanoTime() < end) {
            try (RawClient client = new RawClient(server.address())) {
                client.socket().setSoTimeout(500);
                client.get("/").read();
                client.get("/").read();
            } catch (UncheckedIOException | IOException e) {
                // It is out of memory, and has said so in its way.
            }
        }
    }

    private void assertThatEachLoopServes() {
        Set<String> loops = new HashSet<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            try (RawClient client = new RawClient(server.address())) {
                loops.add(client.get("/").read().text());
            }
            return loops.size() == WORKERS;
        });
        for (int i = 0; i < 100; i++) {
            try (RawClient client = new RawClient(server.address())) {
                assertThat(client.get("/").read().status()).isEqualTo(200);
            }
        }
        assertThat(server.isAlive()).isTrue();
    }
}
