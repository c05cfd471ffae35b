package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Patience;
import dev.dunlin.http.Response;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that is stopped under load loses no request that it has begun to read. */
@Timeout(180)
class StopUnderLoadIT {
    private static final int CLIENTS = 30;

    @RegisterExtension
    final TestServer servers = new TestServer();

    private final AtomicInteger handled = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    @RepeatedTest(5)
    void eachRequestThatWasHandledIsAnswered() {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        servers.closeAfterwards(threads::shutdownNow);
        HttpServer server = servers.start(
                (request, responder) -> {
                    handled.incrementAndGet();
                    responder.respond(Response.ok(request.path()));
                },
                builder -> builder.workers(2));
        List<CompletableFuture<Void>> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> CompletableFuture.runAsync(() -> askUntilTheEnd(server), threads))
                .toList();
        await().until(() -> answered.get() > 2000);

        int cut = server.stop(Patience.LIMIT);

        clients.forEach(CompletableFuture::join);
        assertThat(cut).isZero();
        assertThat(answered).hasValue(handled.get());
        assertThat(server.snapshot().exchanges()).isEqualTo(handled.get());
    }

    /** As long as the connection lasts; an answer that says that it ends is the last one. */
    private void askUntilTheEnd(HttpServer server) {
        try (RawClient client = new RawClient(server.address())) {
            for (int i = 0; ; i++) {
                client.get("/" + i);
                Answer answer = client.read();
                assertThat(answer.text()).isEqualTo("/" + i);
                answered.incrementAndGet();
                if (!answer.keepsAlive()) return;
            }
        } catch (UncheckedIOException resetBeforeItWasRead) {
            // The next request came when the connection had been closed as being at rest.
        }
    }
}
