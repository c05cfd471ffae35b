package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Patience;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a server says of itself. */
@Timeout(180)
class SnapshotTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    @Test
    void aServerThatHasDoneNothingHasNothingToSay() {
        HttpServer server = servers.start(Handlers.path(), builder -> builder.workers(3));

        ServerSnapshot now = server.snapshot();

        assertThat(now.workers()).hasSize(3);
        assertThat(now.workers())
                .extracting(WorkerSnapshot::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith("dunlin-" + server.address().getPort()));
        assertThat(now.opened() + now.closed() + now.refused() + now.exchanges())
                .isZero();
    }

    @Test
    void connectionsAndExchangesAreCountedByAllWorkersTogether() {
        HttpServer server = servers.start(Handlers.path(), builder -> builder.workers(2));
        RawClient first = servers.connect();
        RawClient second = servers.connect();

        first.get("/1").read();
        first.get("/2").read();
        second.send("garbage\r\n\r\n").readToEnd();
        second.close();

        await().untilAsserted(() -> {
            ServerSnapshot now = server.snapshot();
            assertThat(now.opened()).isEqualTo(2);
            assertThat(now.closed()).isEqualTo(1);
            assertThat(now.open()).isEqualTo(1);
            assertThat(now.exchanges()).isEqualTo(3);
            assertThat(now.refused()).isZero();
        });
    }

    @Test
    void aWorkerIsBusyWhileAHandlerRuns() {
        long start = System.nanoTime();
        HttpServer server = servers.start((request, responder) -> {
            long end = System.nanoTime() + 50_000_000;
            while (System.nanoTime() < end) Thread.onSpinWait();
            Handlers.path().handle(request, responder);
        });

        servers.connect().get("/").read();
        await().until(() -> server.snapshot().workers().get(0).busy().compareTo(Duration.ofMillis(50)) >= 0);
        Duration busy = server.snapshot().workers().get(0).busy();
        assertThat(busy).isLessThan(Duration.ofNanos(System.nanoTime() - start));
    }

    @Test
    void aWorkerThatAHandlerBlocksLagsWhileItIsBlockedAlready() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        HttpServer server = servers.start(
                (request, responder) -> {
                    free.await();
                    Handlers.path().handle(request, responder);
                },
                builder -> builder.workers(1));
        assertThat(server.snapshot().workers().get(0).lag()).isLessThan(Duration.ofSeconds(5));

        RawClient client = servers.connect().get("/");
        await().until(() -> server.snapshot().workers().get(0).lag().compareTo(Duration.ofMillis(50)) >= 0);
        free.countDown();
        client.read();

        await().until(() -> server.snapshot().workers().get(0).lag().compareTo(Duration.ofMillis(50)) < 0);
    }

    @Test
    void theFiguresOutliveTheServer() {
        HttpServer server = servers.start(Handlers.path());
        servers.connect().get("/").read();

        server.stop(Patience.LIMIT);

        assertThat(server.snapshot().exchanges()).isEqualTo(1);
        assertThat(server.snapshot().open()).isZero();
    }
}
