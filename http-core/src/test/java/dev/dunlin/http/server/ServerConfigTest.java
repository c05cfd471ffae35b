package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.h1.Http1Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A configuration that makes no sense is refused, and says which value it is. */
class ServerConfigTest {
    static Stream<Arguments> outOfRange() {
        return Stream.of(
                of("workers", "1 to 256", "0", server -> server.workers(0)),
                of("workers", "1 to 256", "-1", server -> server.workers(-1)),
                of("workers", "1 to 256", "257", server -> server.workers(257)),
                of("backlog", "1 to", "0", server -> server.backlog(0)),
                of("maxConnections", "1 to", "0", server -> server.maxConnections(0)),
                of("memoryBudget", "65536 to", "65535", server -> server.memoryBudget(65535)),
                of("maxRequestLine", "16 to", "15", server -> server.maxRequestLine(15)),
                of("maxRequestLine", "to 1048576", "1048577", server -> server.maxRequestLine(1048577)),
                of("maxFields", "1 to 10000", "0", server -> server.maxFields(0)),
                of("maxFields", "1 to 10000", "10001", server -> server.maxFields(10_001)),
                of("maxFieldBytes", "16 to", "15", server -> server.maxFieldBytes(15)),
                of("maxContent", "0 to", "-1", server -> server.maxContent(-1)),
                of("headDeadline", "negative", "PT-1S", server -> server.headDeadline(Duration.ofSeconds(-1))),
                of("contentDeadline", "negative", "PT-1S", server -> server.contentDeadline(Duration.ofSeconds(-1))),
                of("idleDeadline", "negative", "PT-1S", server -> server.idleDeadline(Duration.ofSeconds(-1))),
                of("writeDeadline", "negative", "PT-1S", server -> server.writeDeadline(Duration.ofSeconds(-1))),
                of("exchangeDeadline", "negative", "PT-1S", server -> server.exchangeDeadline(Duration.ofSeconds(-1))));
    }

    private static Arguments of(String name, String range, String value, UnaryOperator<HttpServer.Builder> change) {
        return Arguments.of(name, range, value, change);
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("outOfRange")
    void aValueOutOfRangeIsNamedWithItsRange(
            String name, String range, String value, UnaryOperator<HttpServer.Builder> change) {
        HttpServer.Builder builder = change.apply(HttpServer.builder().handler(Handlers.path()));

        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(range)
                .hasMessageContaining(value);
    }

    @Test
    void theEndsOfTheRangesAreAccepted() {
        HttpServer.Builder builder = HttpServer.builder()
                .handler(Handlers.path())
                .workers(1)
                .backlog(1)
                .maxConnections(1)
                .maxRequestLine(16)
                .maxFields(1)
                .maxFieldBytes(16)
                .maxContent(0)
                .headDeadline(Duration.ZERO)
                .contentDeadline(Duration.ZERO)
                .idleDeadline(Duration.ZERO)
                .writeDeadline(Duration.ZERO)
                .exchangeDeadline(Duration.ZERO);

        try (HttpServer server = builder.start();
                RawClient client = new RawClient(server.address())) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").read().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void asManyWorkersAsAllowedCanBeStarted() {
        try (HttpServer server = HttpServer.builder()
                        .handler(Handlers.path())
                        .workers(HttpServer.MAX_WORKERS)
                        .start();
                RawClient client = new RawClient(server.address())) {
            assertThat(client.get("/a").read().text()).isEqualTo("/a");
        }
    }

    @Test
    void aNameThatMayNotStandInAFieldIsRefusedAndNothingIsListenedOn(@TempDir Path directory) {
        Path file = directory.resolve("a.sock");
        HttpServer.Builder builder =
                HttpServer.builder().handler(Handlers.path()).endpoint(Endpoint.unix(file));
        assertThatThrownBy(() -> builder.serverName("a\r\nSet-Cookie: b").start())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(file).doesNotExist();
        builder.serverName("Swan").start().close();
    }

    @Test
    void endpointsAreCopied() {
        List<Endpoint> endpoints = new ArrayList<>(List.of(Endpoint.tcp("127.0.0.1", 0)));
        ServerConfig config = new ServerConfig(endpoints, 1, 1, 1, 1 << 20, Http1Config.DEFAULTS);

        endpoints.clear();

        assertThat(config.endpoints()).hasSize(1);
    }

    @Test
    void aRunningServerDoesNotFollowItsBuilder() {
        List<ExchangeReport> reports = new CopyOnWriteArrayList<>();
        HttpServer.Builder builder = HttpServer.builder().handler(Handlers.path());
        try (HttpServer server = builder.start();
                RawClient client = new RawClient(server.address())) {
            builder.listener(reports::add);

            client.get("/a").read();
            client.get("/b").read();
        }
        assertThat(reports).isEmpty();
    }
}
