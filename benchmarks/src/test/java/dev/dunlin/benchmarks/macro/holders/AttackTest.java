package dev.dunlin.benchmarks.macro.holders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.benchmarks.Patience;
import dev.dunlin.http.Response;
import dev.dunlin.http.server.HttpServer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class AttackTest {
    private static final Duration LONG = Patience.LIMIT;

    private final AtomicInteger requests = new AtomicInteger();
    private final Set<String> sources = ConcurrentHashMap.newKeySet();

    @Test
    void holdsConnectionsFromSeveralAddressesUntilItIsReleased() throws Exception {
        try (HttpServer server = serve()) {
            Attack attack = attack(Kind.RESPONSES, server.address(), 40);
            await().until(() -> requests.get() == 40);

            assertThat(attack.awaitTried(LONG)).isTrue();
            assertThat(server.snapshot().open()).isEqualTo(40);
            assertThat(attack.release()).isEqualTo(new Attack.Toll(40, 0, 0));
            await().until(() -> server.snapshot().open() == 0);
        }
        assertThat(sources).hasSize(19).doesNotContain("127.0.0.1");
    }

    @Test
    void countsWhatTheServerHasEnded() throws Exception {
        try (HttpServer server = HttpServer.builder()
                .port(0)
                .headDeadline(Duration.ofMillis(50))
                .handler((request, responder) -> {})
                .start()) {
            Attack attack = attack(Kind.HEADS, server.address(), 5);
            attack.awaitTried(LONG);
            await().until(() ->
                    server.snapshot().opened() == 5 && server.snapshot().open() == 0);

            Attack.Toll toll = attack.release();

            assertThat(toll.opened()).isEqualTo(5);
            assertThat(toll.refused() + toll.ended()).isEqualTo(5);
        }
    }

    @Test
    void countsWhatIsRefused() throws Exception {
        // A port that is bound, so that nobody else listens there, and not listened on.
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress("127.0.0.1", 0));
            Attack attack = attack(Kind.HEADS, bound.getLocalSocketAddress(), 5);

            assertThat(attack.awaitTried(LONG)).isTrue();
            assertThat(attack.release()).isEqualTo(new Attack.Toll(0, 5, 0));
        }
    }

    private static Attack attack(Kind kind, SocketAddress server, int connections) throws Exception {
        return Attack.start(kind, (InetSocketAddress) server, connections, 1_000);
    }

    private HttpServer serve() {
        return HttpServer.builder()
                .port(0)
                .handler((request, responder) -> {
                    InetSocketAddress client =
                            (InetSocketAddress) request.connection().remote();
                    sources.add(client.getHostString());
                    requests.incrementAndGet();
                    responder.respond(Response.ok("content"));
                })
                .start();
    }
}
