package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More clients than there may be connections: those that are too many wait their turn. */
@Timeout(60)
class MaxConnectionsTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    @Test
    void theSurplusWaitsAndIsServedWhenAnotherCloses() throws IOException {
        servers.start(Handlers.path(), server -> server.maxConnections(2));
        RawClient first = servers.connect().get("/1");
        RawClient second = servers.connect().get("/2");
        assertThat(first.read().text()).isEqualTo("/1");
        assertThat(second.read().text()).isEqualTo("/2");

        RawClient third = servers.connect().get("/3");

        for (int i = 0; i < 100; i++) assertThat(first.get("/1").read().text()).isEqualTo("/1");
        assertThat(third.socket().getInputStream().available()).isZero();
        second.close();
        assertThat(third.read().text()).isEqualTo("/3");
        first.reset();
        assertThat(servers.connect().get("/4").read().text()).isEqualTo("/4");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void manyClientsAreServedThroughFewConnections(int workers) {
        servers.start(Handlers.path(), server -> server.maxConnections(3).workers(workers));
        ExecutorService executor = Executors.newFixedThreadPool(16);
        servers.closeAfterwards(executor::shutdownNow);
        List<CompletableFuture<String>> answers = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            String path = "/" + i;
            answers.add(CompletableFuture.supplyAsync(
                    () -> {
                        try (RawClient client = new RawClient(servers.server().address())) {
                            return client.get(path).read().text();
                        }
                    },
                    executor));
        }

        for (int i = 0; i < 200; i++) assertThat(answers.get(i).join()).isEqualTo("/" + i);
    }

    @Test
    void aServerAtItsLimitCanBeStopped() {
        servers.start(Handlers.path(), server -> server.maxConnections(1));
        RawClient first = servers.connect().get("/");
        first.read();
        servers.connect().get("/");

        servers.server().close();

        assertThat(first.isAtEnd()).isTrue();
    }
}
