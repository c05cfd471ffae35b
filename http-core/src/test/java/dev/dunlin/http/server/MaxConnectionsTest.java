package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Response;
import dev.dunlin.http.TestCertificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
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

/** More clients than there may be connections: those that are too many wait until there is room, which idle ones make. */
@Timeout(180)
class MaxConnectionsTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    @Test
    void theSurplusWaitsAndIsServedWhenAnotherCloses() throws IOException {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later, server -> server.maxConnections(2));
        RawClient first = servers.connect().get("/1");
        later.next();
        servers.connect().get("/2");
        Handlers.Waiting.Asked second = later.next();

        RawClient third = servers.connect().get("/3");

        assertThat(later.nextWithin(Duration.ofMillis(500))).isNull();
        first.reset();
        assertThat(later.next().request().path()).isEqualTo("/3");
        RawClient fourth = servers.connect().get("/4");
        assertThat(later.nextWithin(Duration.ofMillis(200))).isNull();
        second.responder().respond(Response.ok("2"));
        assertThat(later.next().request().path()).isEqualTo("/4");
        assertThat(third.socket().isConnected() && fourth.socket().isConnected())
                .isTrue();
    }

    @Test
    void theOneThatHasBeenIdleForLongestIsClosedForAClientThatWaits() {
        servers.start(Handlers.path(), server -> server.maxConnections(2).idleDeadline(Duration.ZERO));
        RawClient first = servers.connect();
        RawClient second = servers.connect();
        for (RawClient client : List.of(first, second, first))
            assertThat(client.get("/a").read().text()).isEqualTo("/a");

        RawClient third = servers.connect().get("/3");

        assertThat(third.read().text()).isEqualTo("/3");
        assertThat(second.isAtEnd()).isTrue();
        assertThat(first.get("/1").read().text()).isEqualTo("/1");
        assertThat(servers.server().snapshot().evicted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void eachClientIsServedThoughAllBeforeItHaveStayed(int workers) {
        servers.start(Handlers.path(), server -> server.maxConnections(4).workers(workers));

        for (int i = 0; i < 50; i++)
            assertThat(servers.connect().get("/" + i).read().text()).isEqualTo("/" + i);

        assertThat(servers.server().snapshot().evicted()).isGreaterThanOrEqualTo(46);
    }

    @Test
    void clientsThatSayNothingMakeRoomAfterAMoment() {
        servers.start(Handlers.path(), server -> server.maxConnections(2));
        RawClient first = servers.connect();
        RawClient second = servers.connect();

        assertThat(servers.connect().get("/3").read().text()).isEqualTo("/3");

        assertThat(servers.server().snapshot().evicted()).isEqualTo(1);
        assertThat(first.isAtEnd()).isTrue();
        assertThat(second.get("/2").read().text()).isEqualTo("/2");
    }

    @Test
    void behindTlsAndAProxyItIsTheSame() throws IOException {
        TestCertificates certificate = TestCertificates.forNames("localhost");
        servers.start(
                Handlers.path(),
                server -> server.maxConnections(1)
                        .endpoint(Endpoint.tcp("127.0.0.1", 0).tls(Tls.of(certificate.serverContext())))
                        .endpoint(Endpoint.tcp("127.0.0.1", 0).proxyProtocol()));
        RawClient sealed = servers.closeAfterwards(
                new RawClient(TlsClients.shakeHands(servers.server(), parameters -> {}, certificate)));
        assertThat(sealed.get("/1").read().text()).isEqualTo("/1");
        InetSocketAddress proxied =
                (InetSocketAddress) servers.server().addresses().get(1);

        RawClient behindProxy = servers.closeAfterwards(new RawClient(proxied)).send("PROXY UNKNOWN\r\n");
        assertThat(behindProxy.get("/2").read().text()).isEqualTo("/2");
        assertThat(sealed.isAtEnd()).isTrue();

        RawClient again = servers.closeAfterwards(
                new RawClient(TlsClients.shakeHands(servers.server(), parameters -> {}, certificate)));
        assertThat(again.get("/3").read().text()).isEqualTo("/3");
        assertThat(behindProxy.isAtEnd()).isTrue();
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
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later, server -> server.maxConnections(1));
        RawClient first = servers.connect().get("/");
        later.next();
        servers.connect().get("/");

        servers.server().close();

        assertThat(first.isAtEnd()).isTrue();
    }
}
