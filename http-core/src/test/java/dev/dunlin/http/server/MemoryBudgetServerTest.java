package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Patience;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that make the server hold more than its memory budget: they are aborted, and nobody else notices. */
@Timeout(300)
class MemoryBudgetServerTest {
    private static final int BUDGET = 1 << 20;
    private static final byte[] HALF_HEAD =
            ("GET / HTTP/1.1\r\nHost: test\r\nX: " + "x".repeat(30_000)).getBytes(ISO_8859_1);

    @RegisterExtension
    final TestServer servers = new TestServer();

    private final List<SocketChannel> attackers = new ArrayList<>();

    @AfterEach
    void closeAttackers() throws IOException {
        for (SocketChannel attacker : attackers) attacker.close();
    }

    /** Sends as much of half a head as the operating system takes, and never the rest. */
    private void attack() throws IOException {
        SocketChannel attacker = SocketChannel.open(servers.server().address());
        attackers.add(attacker);
        attacker.configureBlocking(false);
        try {
            attacker.write(ByteBuffer.wrap(HALF_HEAD));
        } catch (IOException aborted) {
            assertThat(aborted).as("an attacker may be aborted").isNotNull();
        }
    }

    @Test
    void whoeverHoldsMoreThanItsShareIsAbortedAndOthersAreServedAllTheTime() throws IOException {
        HttpServer server =
                servers.start(Handlers.path(), builder -> builder.workers(2).memoryBudget(BUDGET));
        RawClient wellBehaved = servers.connect();

        for (int i = 0; i < 300; i++) {
            attack();
            assertThat(wellBehaved.get("/" + i).read().text()).isEqualTo("/" + i);
        }
        await().atMost(Patience.LIMIT).until(() -> server.snapshot().opened() == 301);

        ServerSnapshot now = server.snapshot();
        assertThat(now.memoryBudget()).isEqualTo(BUDGET);
        assertThat(now.memoryHeld()).isLessThanOrEqualTo(BUDGET);
        assertThat(now.abortedForMemory()).isPositive();
    }

    @Test
    void allIsAsBeforeWhenTheAttackersHaveGone() throws IOException {
        HttpServer server =
                servers.start(Handlers.path(), builder -> builder.workers(2).memoryBudget(BUDGET));
        for (int i = 0; i < 100; i++) attack();

        closeAttackers();

        RawClient client = servers.connect();
        assertThat(client.get("/after").read().text()).isEqualTo("/after");
        await().atMost(Patience.LIMIT).until(() -> server.snapshot().open() == 1);
        assertThat(server.snapshot().memoryHeld()).isLessThan(4096);
    }

    @Test
    void clientsForWhomThereIsNoMemoryTakeThePlaceOfIdleOnes() throws IOException {
        // Some 50 connections at rest find room.
        servers.start(
                Handlers.path(),
                builder -> builder.workers(2).memoryBudget(64 * 1024).maxConnections(1000));

        for (int i = 0; i < 200; i++)
            assertThat(servers.connect().get("/" + i).read().text()).isEqualTo("/" + i);

        ServerSnapshot now = servers.server().snapshot();
        assertThat(now.memoryHeld()).isLessThanOrEqualTo(64 * 1024);
        assertThat(now.evicted()).isPositive();
        assertThat(now.abortedForMemory()).isZero();
    }

    @Test
    void asManyConnectionsAsThereMayBeHaveTheMemoryForARequestEach() throws IOException {
        Queue<Responder> waiting = new ConcurrentLinkedQueue<>();
        servers.start(
                (request, responder) -> waiting.add(responder),
                builder -> builder.workers(2).memoryBudget(256 * 1024));
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 200; i++) clients.add(servers.connect().get("/"));
        AtomicInteger served = new AtomicInteger();

        await().atMost(Patience.LIMIT).until(() -> {
            for (Responder next = waiting.poll(); next != null; next = waiting.poll()) {
                served.incrementAndGet();
                next.respond(Response.ok("served"));
            }
            return served.get() == 200;
        });

        for (RawClient client : clients) assertThat(client.read().text()).isEqualTo("served");
        assertThat(servers.server().snapshot().abortedForMemory()).isZero();
    }
}
