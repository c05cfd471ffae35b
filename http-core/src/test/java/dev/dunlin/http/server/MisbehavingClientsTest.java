package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Body;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Patience;
import dev.dunlin.http.Response;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that reset, leave or stall at any point do no harm to one that behaves, and leave nothing behind. */
@Timeout(180)
class MisbehavingClientsTest {
    private static final int CLIENTS = 200;
    private static final String LARGE = "x".repeat(1 << 20);

    private static final List<String> REQUESTS = List.of(
            Requests.get("/small"),
            Requests.get("/large"),
            Requests.get("/later"),
            Requests.get("/small").repeat(100),
            Requests.get("/large").repeat(5),
            Requests.post("/echo", "x".repeat(100_000)),
            Requests.postChunks("/echo", "x".repeat(10_000), "y".repeat(10_000)),
            Requests.post("/collect", "x".repeat(100_000)),
            Requests.post("/small", "x".repeat(100_000)),
            Requests.head("POST", "/collect", "Content-Length: 5", "Expect: 100-continue"),
            "garbage\r\n\r\n");

    @RegisterExtension
    final TestServer servers = new TestServer();

    private final Queue<TestBody> bodies = new ConcurrentLinkedQueue<>();
    private final Queue<RawClient> stalled = new ConcurrentLinkedQueue<>();

    private TestBody watched(TestBody body) {
        bodies.add(body);
        return body;
    }

    private Handler handler(ExecutorService executor) {
        return (request, responder) -> {
            switch (request.path()) {
                case "/large" ->
                    responder.respond(
                            Response.of(200).withBody(watched(TestBody.of(Body.UNKNOWN_LENGTH, LARGE, LARGE))));
                case "/later" ->
                    executor.execute(
                            () -> responder.respond(Response.of(200).withBody(watched(TestBody.text("later")))));
                case "/echo" -> Handlers.echo().handle(request, responder);
                case "/collect" -> Handlers.collecting(1 << 20).handle(request, responder);
                default -> responder.respond(Response.of(200).withBody(watched(TestBody.text("small"))));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void doNoHarm(long seed) {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        servers.closeAfterwards(executor::shutdownNow);
        ExecutorService bad = Executors.newFixedThreadPool(16);
        servers.closeAfterwards(bad::shutdownNow);
        servers.start(handler(executor), server -> server.workers(2));

        CompletableFuture<?> allMisbehaved = CompletableFuture.allOf(IntStream.range(0, CLIENTS)
                .mapToObj(i -> CompletableFuture.runAsync(() -> misbehave(new Random(seed * 1000 + i)), bad))
                .toArray(CompletableFuture[]::new));

        RawClient good = servers.connect();
        do {
            assertThat(good.get("/small").read().text()).isEqualTo("small");
            assertThat(good.get("/later").read().text()).isEqualTo("later");
            assertThat(good.send(Requests.post("/echo", "echo")).read().text()).isEqualTo("echo");
        } while (!allMisbehaved.isDone());
        allMisbehaved.join();

        assertThat(servers.connect().get("/small").read().text()).isEqualTo("small");
        stalled.forEach(RawClient::close);
        good.close();
        // Those that have gone are not cut, since they are not there any more.
        assertThat(servers.server().stop(Patience.LIMIT)).isZero();
        await().untilAsserted(() -> assertThat(bodies).allMatch(TestBody::isClosedAsOftenAsAnswered));
        assertThat(bodies).hasSizeGreaterThan(CLIENTS / 2);
    }

    private void misbehave(Random random) {
        byte[] request = REQUESTS.get(random.nextInt(REQUESTS.size())).getBytes(ISO_8859_1);
        int cut = random.nextInt(3) == 0 ? request.length : random.nextInt(request.length + 1);
        RawClient client = new RawClient(servers.server().address(), 8 * 1024);
        try {
            // What does not fit is not waited for: the server need not take it from a client that does not read.
            boolean isWhole = client.sendWhatFits(Arrays.copyOf(request, cut)) && cut == request.length;
            if (random.nextBoolean()) client.readBytes(isWhole ? random.nextInt(20) : 0);
            switch (random.nextInt(4)) {
                case 0 -> client.reset();
                case 1 -> client.close();
                case 2 -> {
                    client.finish();
                    client.countToEnd();
                    client.close();
                }
                default -> stalled.add(client);
            }
        } catch (UncheckedIOException brokenOff) {
            // The server may close a connection that misbehaves while it is at it.
            client.close();
        }
    }
}
