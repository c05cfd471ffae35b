package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dunlin.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a server listens. */
@Timeout(180)
class ListeningTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void portZeroIsAnyFreePortAndIsTold(int workers) {
        HttpServer server =
                servers.start(Handlers.path(), builder -> builder.port(0).workers(workers));

        assertThat(server.address().getPort()).isPositive();
        assertThat(server.uri())
                .hasToString("http://127.0.0.1:" + server.address().getPort() + "/");
        assertThat(servers.connect().get("/a").read().text()).isEqualTo("/a");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,4", "4,1", "4,4"})
    void aPortThatAnotherServerHasTakenIsAnErrorThatNamesIt(int workersOfTheOne, int workersOfTheOther) {
        int port = servers.start(Handlers.path(), builder -> builder.workers(workersOfTheOne))
                .address()
                .getPort();

        assertThatThrownBy(() -> HttpServer.builder()
                        .port(port)
                        .workers(workersOfTheOther)
                        .handler(Handlers.path())
                        .start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("127.0.0.1")
                .hasMessageContaining(String.valueOf(port))
                .hasCauseInstanceOf(BindException.class);

        for (int i = 0; i < 10; i++) {
            assertThat(servers.connect().get("/mine").read().text()).isEqualTo("/mine");
        }
    }

    @Test
    void aPortThatAnotherProgramHasTakenIsAnErrorThatNamesIt() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int workers : new int[] {1, 4}) {
                assertThatThrownBy(() -> HttpServer.builder()
                                .port(other.getLocalPort())
                                .workers(workers)
                                .handler(Handlers.path())
                                .start())
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContaining(String.valueOf(other.getLocalPort()));
            }
        }
    }

    @Test
    void theSamePortCanBeTakenAgainAtOnce() {
        HttpServer first = servers.start(Handlers.path(), builder -> builder.workers(2));
        int port = first.address().getPort();
        for (int restart = 0; restart < 5; restart++) {
            // The server's side ends first, so that the port is left with connections in TIME_WAIT.
            RawClient client = servers.connect().get("/a", "Connection: close");
            assertThat(client.read().text()).isEqualTo("/a");
            assertThat(client.isAtEnd()).isTrue();
            servers.connect().get("/b").read();
            servers.server().close();

            servers.start(Handlers.path(), builder -> builder.port(port).workers(2));
        }
        assertThat(servers.connect().get("/c").read().text()).isEqualTo("/c");
    }

    @Test
    void aHostMayBeGivenByName() {
        HttpServer server = servers.start(
                Handlers.path(), builder -> builder.host("localhost").port(0));

        assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
        assertThat(servers.connect().get("/a").read().text()).isEqualTo("/a");
    }

    @Test
    void aHostThatIsUnknownIsAnErrorThatNamesIt() {
        // With a label that is empty, so that no name server is asked: some take long, and some know every name.
        for (HttpServer.Builder builder : List.of(
                HttpServer.builder().host("no-such-host..invalid"),
                HttpServer.builder().host("no-such-host..invalid").port(0),
                HttpServer.builder().port(0).host("no-such-host..invalid"))) {
            assertThatThrownBy(() -> builder.handler(Handlers.path()).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("no-such-host..invalid")
                    .hasCauseInstanceOf(UnknownHostException.class);
        }
    }

    @Test
    void allAddressesAreReachedAsLocalhost() {
        HttpServer server = servers.start(Handlers.path(), builder -> builder.host("0.0.0.0"));

        assertThat(server.uri().getHost()).isEqualTo("localhost");
        try (RawClient client = new RawClient(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.address().getPort()))) {
            assertThat(client.get("/a").read().text()).isEqualTo("/a");
        }
    }

    @Test
    void anIpv6AddressStandsInBrackets() {
        HttpServer server;
        try {
            server = servers.start(
                    Handlers.path(), builder -> builder.host("::1").workers(2));
        } catch (UncheckedIOException e) {
            assumeTrue(false, "no IPv6 here: " + e.getMessage());
            return;
        }

        assertThat(server.uri().toString())
                .isEqualTo("http://[0:0:0:0:0:0:0:1]:" + server.address().getPort() + "/");
        assertThat(servers.connect().get("/a").read().text()).isEqualTo("/a");
    }

    @Test
    void twoServersShareNothing() {
        HttpServer first = servers.start((request, responder) -> responder.respond(Response.ok("first")));
        RawClient ofFirst = servers.connect();
        servers.start((request, responder) -> responder.respond(Response.ok("second")));
        RawClient ofSecond = servers.connect();

        assertThat(ofFirst.get("/").read().text()).isEqualTo("first");
        assertThat(ofSecond.get("/").read().text()).isEqualTo("second");
        first.close();
        assertThat(ofFirst.isAtEnd()).isTrue();
        assertThat(ofSecond.get("/").read().text()).isEqualTo("second");
    }

    @Test
    void aServerNeedsAHandler() {
        assertThatThrownBy(() -> HttpServer.builder().start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("handler");
    }

    @Test
    void theConnectionThatARequestCameOverIsKnown() {
        servers.start((request, responder) -> responder.respond(Response.ok(
                request.connection().remote() + " " + request.connection().local() + " "
                        + request.connection().secure())));
        RawClient client = servers.connect();

        String remote = "/127.0.0.1:" + client.socket().getLocalPort();
        String local = "/127.0.0.1:" + servers.server().address().getPort();
        assertThat(client.get("/").read().text()).isEqualTo(remote + " " + local + " false");
    }

    @Test
    void aConnectionThatCannotBeginDoesNotEndTheListening() throws NoSuchAlgorithmException {
        Tls broken = Tls.of(SSLContext.getInstance("TLS")); // never initialised, so that it makes no engines
        servers.start(
                Handlers.path(),
                builder -> builder.endpoint(Endpoint.tcp("127.0.0.1", 0).tls(broken))
                        .maxConnections(1));

        assertThat(servers.connect().isAtEnd()).isTrue();
        assertThat(servers.connect().isAtEnd()).isTrue();

        assertThat(servers.server().snapshot().refused()).isEqualTo(2);
        assertThat(servers.logged()).hasSize(2).allMatch(line -> line.contains("a connection could not begin"));
    }
}
