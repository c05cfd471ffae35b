package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Body;
import dev.dunlin.http.Patience;
import dev.dunlin.http.Response;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Masses of clients that reset, stop in the middle, or stall: nothing is left of them, and others are served meanwhile. */
@Timeout(300)
class ManyMisbehavingClientsIT {
    private static final List<String> REQUESTS = List.of(
            Requests.get("/small"),
            Requests.get("/large"),
            Requests.post("/echo", "x".repeat(50_000)),
            Requests.postChunks("/echo", "x".repeat(10_000), "y".repeat(10_000)),
            Requests.post("/collect", "x".repeat(50_000)),
            Requests.head("POST", "/collect", "Content-Length: 5", "Expect: 100-continue"),
            "garbage\r\n\r\n");

    @RegisterExtension
    final TestServer servers = new TestServer();

    private final Queue<TestBody> bodies = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void start() {
        String large = "x".repeat(1 << 20);
        servers.start((request, responder) -> {
            switch (request.path()) {
                case "/large" -> responder.respond(answer(TestBody.of(Body.UNKNOWN_LENGTH, large)));
                case "/echo" -> Handlers.echo().handle(request, responder);
                case "/collect" -> Handlers.collecting(1 << 20).handle(request, responder);
                default -> responder.respond(answer(TestBody.text("small")));
            }
        });
    }

    private Response answer(TestBody body) {
        bodies.add(body);
        return Response.of(200).withBody(body);
    }

    @Test
    void tenThousandInARow() {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> served = CompletableFuture.supplyAsync(() -> serveUntil(over));

        Random random = new Random(21);
        for (int i = 0; i < 10_000; i++) misbehave(random).close();
        over.set(true);

        assertThat(served.join()).isPositive();
        assertNothingIsLeft();
    }

    @Test
    void aThousandAtOnce() {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> served = CompletableFuture.supplyAsync(() -> serveUntil(over));

        Random random = new Random(22);
        List<RawClient> stalled = new ArrayList<>();
        for (int i = 0; i < 1000; i++) stalled.add(misbehave(random));
        try (RawClient latest = new RawClient(servers.server().address())) {
            assertThat(latest.get("/small").read().text()).isEqualTo("small");
        }
        stalled.forEach(RawClient::close);
        over.set(true);

        assertThat(served.join()).isPositive();
        assertNothingIsLeft();
    }

    /** Behaves well, and counts how often it was served. */
    private int serveUntil(AtomicBoolean over) {
        try (RawClient good = new RawClient(servers.server().address())) {
            int served = 0;
            do {
                assertThat(good.get("/small").read().text()).isEqualTo("small");
                assertThat(good.send(Requests.post("/echo", "echo")).read().text())
                        .isEqualTo("echo");
                served++;
            } while (!over.get());
            return served;
        }
    }

    /** Sends a part of a request, or all of it, reads a part of the answer, or nothing, and does something unfriendly. */
    private RawClient misbehave(Random random) {
        byte[] request = REQUESTS.get(random.nextInt(REQUESTS.size())).getBytes(ISO_8859_1);
        int cut = random.nextInt(3) == 0 ? request.length : random.nextInt(request.length + 1);
        RawClient client = new RawClient(servers.server().address(), 8 * 1024);
        try {
            client.sendWhatFits(Arrays.copyOf(request, cut));
            switch (random.nextInt(3)) {
                case 0 -> client.reset();
                case 1 -> client.finish();
                default -> {}
            }
        } catch (UncheckedIOException brokenOff) {
            // The server may close a connection that misbehaves while it is at it.
        }
        return client;
    }

    private void assertNothingIsLeft() {
        await().until(() -> servers.server().snapshot().open() == 0);
        assertThat(servers.server().stop(Patience.LIMIT)).isZero();
        await().untilAsserted(() -> assertThat(bodies).allMatch(TestBody::isClosedAsOftenAsAnswered));
        assertThat(bodies).isNotEmpty();
    }
}
