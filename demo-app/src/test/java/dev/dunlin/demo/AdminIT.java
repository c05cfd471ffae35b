package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.demo.admin.Exposition;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a demo in a process of its own tells of itself. */
@Timeout(300)
class AdminIT {
    @TempDir
    Path root;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void metricsAreOfAllServersTogether() throws Exception {
        Files.writeString(root.resolve("hello.txt"), "hello");
        try (DemoProcess demo =
                DemoProcess.start("--port=0", "--admin-port=0", "--workers=3", "--port-per-worker", "--root=" + root)) {
            URI admin = demo.adminUri();
            for (URI uri : demo.uris(3))
                assertThat(get(uri.resolve("hello.txt")).body()).isEqualTo("hello");
            get(demo.uri().resolve("missing"));

            await().untilAsserted(() -> {
                Exposition told =
                        Exposition.parse(get(admin.resolve("/metrics")).body());
                assertThat(told.figure("dunlin_requests_total{method=\"GET\",status=\"200\"}"))
                        .isEqualTo(3);
                assertThat(told.figure("dunlin_requests_total{method=\"GET\",status=\"404\"}"))
                        .isEqualTo(1);
                assertThat(told.figure("dunlin_request_duration_seconds_count")).isEqualTo(4);
                assertThat(told.figure("dunlin_cache_hits_total") + told.figure("dunlin_cache_misses_total"))
                        .isEqualTo(3);
                assertThat(told.figures().keySet())
                        .filteredOn(name -> name.startsWith("dunlin_worker_exchanges_total"))
                        .hasSize(3);
            });
        }
    }

    @Test
    void whileItDrainsItIsNotReadyAndStillTellsHowItGoes() throws Exception {
        long big = SocketBuffers.moreThanFits();
        try (RandomAccessFile file =
                new RandomAccessFile(root.resolve("big.bin").toFile(), "rw")) {
            file.setLength(big);
        }
        try (DemoProcess demo = DemoProcess.start("--port=0", "--admin-port=0", "--grace=60s", "--root=" + root)) {
            URI admin = demo.adminUri();
            assertThat(get(admin.resolve("/readyz")).statusCode()).isEqualTo(200);
            try (Socket download =
                    new Socket(InetAddress.getLoopbackAddress(), demo.uri().getPort())) {
                send(download, "GET /big.bin HTTP/1.1\r\nHost: test\r\n\r\n");
                assertThat(download.getInputStream().read()).isEqualTo('H');

                demo.terminate();

                await().untilAsserted(() ->
                        assertThat(get(admin.resolve("/readyz")).statusCode()).isEqualTo(503));
                assertThat(get(admin.resolve("/healthz")).statusCode()).isEqualTo(200);
                assertThat(Exposition.parse(get(admin.resolve("/metrics")).body())
                                .figures())
                        .isNotEmpty();
                assertThat(download.getInputStream().transferTo(OutputStream.nullOutputStream()))
                        .isGreaterThan(big);
            }
            assertThat(demo.exitCode()).isEqualTo(143);
            assertThat(demo.errors()).containsExactly("dunlin: stopped, connections cut off: 0");
        }
    }

    @Test
    void itBearsManyWatchersAndThoseThatDoNotListen() throws Exception {
        List<Socket> watchers = new ArrayList<>();
        try (DemoProcess demo = DemoProcess.start("--port=0", "--admin-port=0", "--root=" + root)) {
            URI admin = demo.adminUri();
            for (int i = 0; i < 40; i++) {
                Socket watcher = new Socket(InetAddress.getLoopbackAddress(), admin.getPort());
                watchers.add(watcher);
                send(watcher, "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(firstLine(watcher))
                        .isEqualTo(i < 32 ? "HTTP/1.1 200 OK" : "HTTP/1.1 503 Service Unavailable");
            }

            // The first one listens, the others have stopped to.
            String heard = "";
            while (heard.split("event: second", -1).length < 4) heard += piece(watchers.get(0));
            assertThat(get(admin.resolve("/metrics")).statusCode()).isEqualTo(200);

            watchers.get(1).close();
            await().until(() -> {
                HttpResponse<InputStream> next = client.send(
                        HttpRequest.newBuilder(admin.resolve("/events")).build(), BodyHandlers.ofInputStream());
                next.body().close();
                return next.statusCode() == 200;
            });
        } finally {
            for (Socket watcher : watchers) watcher.close();
        }
    }

    @Test
    void withoutItsOptionThereIsNothingOfIt() throws Exception {
        try (DemoProcess demo = DemoProcess.start("--port=0", "--root=" + root)) {
            assertThat(get(demo.uri().resolve("/metrics")).statusCode()).isEqualTo(404);
            demo.terminate();
            demo.exitCode();
            assertThat(demo.output()).noneMatch(line -> line.startsWith("admin on "));
        }
    }

    @Test
    void aTakenPortIsSaidInOneLineAndNothingIsServed() throws Exception {
        try (DemoProcess first = DemoProcess.start("--port=0", "--admin-port=0", "--root=" + root)) {
            int taken = first.adminUri().getPort();
            try (DemoProcess second = DemoProcess.start("--port=0", "--admin-port=" + taken, "--root=" + root)) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.errors())
                        .singleElement()
                        .asString()
                        .contains("--admin-port: cannot listen on http://127.0.0.1:" + taken + "/: ");
                assertThat(second.output()).isEmpty();
            }
        }
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new AssertionError("nobody listens at " + uri, e);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String firstLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c != '\r';
                c = socket.getInputStream().read()) {
            assertThat(c).as("after %s", line).isPositive();
            line.append((char) c);
        }
        return line.toString();
    }

    private static String piece(Socket socket) throws IOException {
        byte[] piece = new byte[64 * 1024];
        int length = socket.getInputStream().read(piece);
        assertThat(length).isPositive();
        return new String(piece, 0, length, StandardCharsets.UTF_8);
    }
}
