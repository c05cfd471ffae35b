package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Response;
import dev.dunlin.http.server.HttpServer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers behind an nginx that is configured by {@code balancer}. */
@Timeout(300)
class BalancerIT {
    private static final int WORKERS = 3;
    private static final int CONCURRENCY = 8;

    @TempDir
    Path directory;

    @TempDir
    Path root;

    private final int firstPort = FreePorts.inARow(WORKERS);
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<AtomicInteger> requests = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stopServers() {
        servers.forEach(HttpServer::close);
    }

    @Test
    void nginxFindsNothingWrongHoweverManyTheWorkers() throws Exception {
        for (int workers : List.of(1, 256)) {
            assertThat(NginxProcess.test(directory, 40_000, workers))
                    .contains("test is successful")
                    .doesNotContain("[warn]", "[error]");
        }
    }

    @Test
    void eachWorkerGetsItsShare() throws Exception {
        startServers((request, responder) -> responder.respond(Response.ok("hi")));
        try (NginxProcess nginx = NginxProcess.start(directory, firstPort, WORKERS)) {
            for (int i = 0; i < 100 * WORKERS; i++) get(nginx.uri());
        }

        assertThat(requests).extracting(AtomicInteger::get).containsExactly(100, 100, 100);
    }

    @Test
    void aWorkerLearnsTheClientsAddressFromTheBalancerAndNotFromTheClient() throws Exception {
        startServers((request, responder) -> responder.respond(Response.ok(String.join(
                " ",
                request.headers().first("X-Forwarded-For").orElse("-"),
                request.headers().first("X-Real-IP").orElse("-"),
                request.headers().first("X-Forwarded-Proto").orElse("-"),
                request.headers().first("Host").orElse("-"),
                request.headers().first("Connection").orElse("-"),
                request.headers().first("Forwarded").orElse("-")))));
        try (NginxProcess nginx = NginxProcess.start(directory, firstPort, WORKERS)) {
            URI uri = URI.create(nginx.uri());
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("X-Forwarded-For", "192.0.2.1")
                    .header("X-Real-IP", "192.0.2.1")
                    .header("Forwarded", "for=192.0.2.1")
                    .build();

            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("127.0.0.1 127.0.0.1 http " + uri.getAuthority() + " - -");
        }
    }

    @Test
    void theLogOfAWorkerThatTrustsTheBalancerNamesTheClient() throws Exception {
        assumeThat(Platform.current()).as("has 127.0.0.2").isEqualTo(Platform.LINUX);
        Path log = directory.resolve("access.log");
        try (DemoProcess worker = process(firstPort, log.toString(), "--trusted-proxy=127.0.0.1")) {
            worker.uri();
            try (NginxProcess nginx =
                            NginxProcess.start(Files.createDirectory(directory.resolve("nginx")), firstPort, 1);
                    Socket socket = new Socket(
                            InetAddress.getLoopbackAddress(),
                            URI.create(nginx.uri()).getPort(),
                            InetAddress.getByName("127.0.0.2"),
                            0)) {
                socket.getOutputStream()
                        .write("GET / HTTP/1.0\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
            }
            await().untilAsserted(() -> assertThat(log).content().startsWith("127.0.0.2 - - ["));
        }
    }

    @Test
    void aClientThatNamesNoHostIsServedToo() throws Exception {
        startServers((request, responder) -> responder.respond(Response.ok("hi")));
        try (NginxProcess nginx = NginxProcess.start(directory, firstPort, WORKERS);
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(nginx.uri()).getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().readAllBytes())
                    .asString(StandardCharsets.US_ASCII)
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("hi");
        }
    }

    @Test
    void aWorkerThatIsStoppedGracefullyUnderLoadLosesNoRequest() throws Exception {
        int all = 20_000;
        CompletableFuture<Void> isStopped = new CompletableFuture<>();
        // When half of all have come, the other workers wait for the stop: so there is load meanwhile, however fast it
        // is.
        startServers((request, responder) -> {
            boolean isHalf = requests.get(0).get() + requests.get(2).get() > all / 2;
            boolean isStopping = request.connection().local().toString().endsWith(":" + (firstPort + 1));
            CompletableFuture<Void> ready = isHalf && !isStopping ? isStopped : CompletableFuture.completedFuture(null);
            CompletableFuture<Void> unused = ready.thenRun(() -> responder.respond(Response.ok("hi")));
        });
        try (NginxProcess nginx = NginxProcess.start(directory, firstPort, WORKERS);
                Ab ab = Ab.start(all, CONCURRENCY, nginx.uri())) {
            await().until(() -> requests.get(1).get() > 500);
            int cut = servers.get(1).stop(Patience.LIMIT);
            assertThat(ab.isRunning()).as("there is load while it stops").isTrue();
            isStopped.complete(null);

            assertThat(ab.result()).isEqualTo(new Ab.Result(all, 0, 0, 0));
            assertThat(cut).isZero();
            assertThat(requests.get(1)).hasValueLessThan(all / WORKERS);
        }
    }

    @Test
    void aWorkerThatIsKilledUnderLoadCostsNoMoreThanTheAnswersThatHadBegun() throws Exception {
        // Bigger than what the kernel keeps for connections, so that answers are under way at any time.
        Files.write(root.resolve("big"), new byte[20_000_000]);
        Path log = directory.resolve("access.log");
        try (DemoProcess first = process(firstPort, "off");
                DemoProcess victim = process(firstPort + 1, log.toString());
                DemoProcess third = process(firstPort + 2, "off")) {
            for (DemoProcess process : List.of(first, victim, third)) process.uri();
            try (NginxProcess nginx =
                            NginxProcess.start(Files.createDirectory(directory.resolve("nginx")), firstPort, WORKERS);
                    Ab ab = Ab.start(100, CONCURRENCY, nginx.uri() + "big")) {
                await().pollInterval(Duration.ofMillis(10)).until(() -> Files.size(log) > 1_000);

                victim.kill();
                assertThat(victim.exitCode()).isNotZero();
                assertThat(ab.isRunning()).as("there is load when it is killed").isTrue();

                Ab.Result result = ab.result();
                assertThat(result.complete()).isEqualTo(100);
                assertThat(result.incomplete()).as("answers cut off").isLessThanOrEqualTo(CONCURRENCY);
                assertThat(result.failed())
                        .as("an answer cut off can count twice")
                        .isLessThanOrEqualTo(2 * CONCURRENCY);
                assertThat(result.non2xx()).isZero();
                try (Ab after = Ab.start(20, CONCURRENCY, nginx.uri() + "big")) {
                    assertThat(after.result()).isEqualTo(new Ab.Result(20, 0, 0, 0));
                }
            }
        }
    }

    /** Servers in a row that answer by the same handler, and count. */
    private void startServers(Handler handler) {
        for (int i = 0; i < WORKERS; i++) {
            AtomicInteger count = new AtomicInteger();
            requests.add(count);
            servers.add(HttpServer.builder()
                    .port(firstPort + i)
                    .workers(1)
                    .handler((request, responder) -> {
                        count.incrementAndGet();
                        handler.handle(request, responder);
                    })
                    .start());
        }
    }

    private DemoProcess process(int port, String accessLog, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("--port=" + port, "--workers=1", "--root=" + root, "--access-log=" + accessLog));
        arguments.addAll(List.of(more));
        return DemoProcess.start(arguments.toArray(String[]::new));
    }

    private void get(String uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }
}
