package dev.dunlin.demo.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.files.FilesSnapshot;
import dev.dunlin.http.server.LoopHealth;
import dev.dunlin.http.server.WorkerSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class AdminServerTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final WorkerSnapshot WORKER = worker(Duration.ZERO, true);

    private AdminServer admin;

    @BeforeEach
    void start() {
        admin = AdminServer.start(
                ANY_PORT,
                List.of("dunlin.internal", "2001:db8::1"),
                () -> new FilesSnapshot(1, 2, 3, 4, 5, 6, 7),
                () -> 0);
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void itIsHealthyFromTheStartAndReadyOnlyBetweenTheStartAndTheEndOfTheServers() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);

        admin.ready(() -> List.of(WORKER));
        assertThat(get("/readyz").statusCode()).isEqualTo(200);

        admin.draining();
        HttpResponse<String> draining = get("/readyz");
        assertThat(draining.statusCode()).isEqualTo(503);
        assertThat(draining.body()).isEqualTo("draining\n");
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void itIsNeitherHealthyNorReadyWhenALoopHasEndedOrIsBlocked() throws Exception {
        admin.ready(() -> List.of(WORKER, worker(Duration.ZERO, false)));
        assertThat(get("/healthz").statusCode()).isEqualTo(503);
        assertThat(get("/healthz").body()).isEqualTo("dunlin-1 has ended\n");
        assertThat(get("/readyz").statusCode()).isEqualTo(503);

        admin.ready(() -> List.of(WORKER, worker(Duration.ofSeconds(11), true)));
        assertThat(get("/healthz").statusCode()).isEqualTo(503);
        assertThat(get("/healthz").body()).isEqualTo("dunlin-1 has been busy for 11 s\n");
        assertThat(get("/readyz").statusCode()).isEqualTo(503);

        admin.ready(() -> List.of(WORKER, worker(Duration.ofSeconds(9), true)));
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void itTellsWhatItsListenerWasTold() throws Exception {
        admin.ready(() -> List.of(WORKER));
        admin.listener().completed(Exchanges.answered("GET", "/a", 200));

        Exposition told = Exposition.parse(get("/metrics").body());

        assertThat(told.figure("dunlin_requests_total{method=\"GET\",status=\"200\"}"))
                .isEqualTo(1);
        assertThat(told.figure("dunlin_worker_exchanges_total{worker=\"dunlin-1\"}"))
                .isEqualTo(5);
        assertThat(told.figure("dunlin_names")).isEqualTo(6);
    }

    @Test
    void thePageAndWhatItNeedsComeFromHere() throws Exception {
        assertThat(get("/").body()).contains("<h1>");
        assertThat(get("/status.css").headers().firstValue("Content-Type")).hasValue("text/css");
        assertThat(get("/status.js").headers().firstValue("Content-Type").orElse(""))
                .contains("javascript");
        assertThat(get("/icon.svg").statusCode()).isEqualTo(200);
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void everyAnswerKeepsTheBrowserToThisServer() throws Exception {
        for (String path : List.of("/", "/metrics", "/nothing")) {
            assertThat(get(path).headers().firstValue("Content-Security-Policy"))
                    .as(path)
                    .hasValue("default-src 'self'; frame-ancestors 'none'");
        }
    }

    @Test
    void nothingCanBeChanged() throws Exception {
        for (String path : List.of("/", "/metrics", "/readyz", "/events")) {
            HttpRequest request = HttpRequest.newBuilder(uri(path))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(send(request).statusCode()).as(path).isEqualTo(405);
        }
    }

    @Test
    void whoWatchesIsToldOfEachSecondUntilTheEnd() throws Exception {
        HttpResponse<InputStream> events = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri("/events")).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(events.headers().firstValue("Content-Type")).hasValue("text/event-stream; charset=utf-8");
        StringBuilder received = new StringBuilder();
        try (InputStream content = events.body()) {
            byte[] piece = new byte[8192];
            while (received.indexOf("event: second") < 0) {
                int length = content.read(piece);
                received.append(new String(piece, 0, length, StandardCharsets.UTF_8));
            }
            admin.close();
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .as("the end")
                    .isNotNull();
        }
        assertThat(received).contains("event: history");
    }

    @Test
    void whoGoesMakesRoomForAnother() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < 100; i++) {
            await().pollDelay(Duration.ZERO).until(() -> {
                HttpResponse<InputStream> events = client.send(
                        HttpRequest.newBuilder(uri("/events")).build(), HttpResponse.BodyHandlers.ofInputStream());
                events.body().close();
                return events.statusCode() == 200;
            });
        }
    }

    @Test
    void aTakenPortIsSaid() {
        assertThatThrownBy(() -> AdminServer.start(
                        admin.address(), List.of(), () -> new FilesSnapshot(0, 0, 0, 0, 0, 0, 0), () -> 0))
                .isInstanceOf(UncheckedIOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8080",
                "localhost.",
                "127.0.0.1",
                "127.9.9.9:1",
                "[::1]:9090",
                "[0:0:0:0:0:0:0:1]",
                "dunlin.internal",
                "DUNLIN.internal:9090",
                "[2001:db8:0::1]:9090",
                ""
            })
    void itIsAskedByItsOwnNames(String host) throws Exception {
        assertThat(answer("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "127.0.0.1.evil.example",
                "localhost.evil.example:9090",
                "dunlin",
                "192.0.2.1",
                "[2001:db8::2]",
                "127.1",
                "2130706433"
            })
    void aNameThatIsNotItsOwnIsRejectedWhateverIsAskedFor(String host) throws Exception {
        for (String path : List.of("/metrics", "/events", "/healthz", "/", "/nothing")) {
            assertThat(answer("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .as(path)
                    .startsWith("HTTP/1.1 421 Misdirected Request\r\n")
                    .contains("Content-Type: text/plain", "nosniff", "--admin-host");
        }
        assertThat(answer("GET http://" + host + "/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .as("the target goes before the field")
                .startsWith("HTTP/1.1 421 ");
    }

    @Test
    void aProbeOfHttp10NeedNotNameAHost() throws Exception {
        assertThat(answer("GET /healthz HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void connectionsThatRestOrHaveBegunARequestDoNotKeepASupervisorFromAsking() throws Exception {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), admin.address().getPort());
                held.add(socket);
                String sent = switch (i % 5) {
                    case 0 -> "";
                    case 1 -> "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
                    case 2 -> "GET /heal";
                    case 3 -> "POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n123";
                    default -> "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n";
                };
                socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
            }

            for (int i = 0; i < 3; i++) assertThat(get("/healthz").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : held) socket.close();
        }
    }

    /** Everything on the port of a server that has 256 places, so that only the head deadline makes room. */
    @Test
    void halfRequestsGiveUpTheirPlaces() throws Exception {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 256; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), admin.address().getPort());
                held.add(socket);
                socket.getOutputStream().write("GET /heal".getBytes(StandardCharsets.US_ASCII));
            }

            assertThat(get("/healthz").statusCode()).isEqualTo(200);
            assertThat(new String(held.get(0).getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 408 ");
        } finally {
            for (Socket socket : held) socket.close();
        }
    }

    private String answer(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), admin.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static WorkerSnapshot worker(Duration lag, boolean isAlive) {
        return new WorkerSnapshot(
                "dunlin-1", 1, 0, 0, 0, 0, 0, 5, Duration.ofMillis(1), lag, 0, 0, new LoopHealth(isAlive, 0, 0));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + admin.address().getPort() + path);
    }
}
