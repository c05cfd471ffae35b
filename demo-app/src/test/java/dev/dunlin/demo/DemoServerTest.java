package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.google.common.net.InetAddresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(180)
class DemoServerTest {
    @TempDir
    Path root;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @Test
    void filesOfTheRootAreServedFromTheMomentItHasStarted() throws Exception {
        Files.writeString(root.resolve("hello.txt"), "hello");

        try (DemoServer server = server("--port=0", "--root=" + root)) {
            String uri = server.start().get(0);

            assertThat(uri).matches("http://127\\.0\\.0\\.1:\\d+/");
            assertThat(get(uri + "hello.txt")).isEqualTo("hello");
        }
    }

    @Test
    void filesAreSentInTheWaysThatTheOptionsSay() throws Exception {
        Files.writeString(root.resolve("index.html"), "index");
        Files.writeString(root.resolve("404.html"), "nowhere");
        Files.writeString(root.resolve("page.html"), "x".repeat(5000));
        Files.writeString(root.resolve("page.html.br"), "brotli");

        try (DemoServer server = server(
                "--port=0",
                "--root=" + root,
                "--spa",
                "--error-pages",
                "--precompressed",
                "--compress",
                "--cache-control=5m")) {
            URI uri = URI.create(server.start().get(0));

            assertThat(get(uri.resolve("users").toString())).isEqualTo("index");
            assertThat(get(uri.resolve("missing.js").toString())).isEqualTo("nowhere");
            HttpResponse<String> gzip = ask(uri.resolve("page.html"), "gzip");
            assertThat(gzip.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(gzip.headers().firstValue("Cache-Control")).hasValue("max-age=300");
            assertThat(ask(uri.resolve("page.html"), "br").body()).isEqualTo("brotli");
        }
    }

    private static HttpResponse<String> ask(URI uri, String accepted) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("Accept-Encoding", accepted).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void withoutARootTheBundledSiteIsServed() throws Exception {
        DemoServer server = server("--port=0");
        String page = get(server.start().get(0));
        server.close();
        server.awaitClosed();

        assertThat(page).contains("<title>Dunlin</title>");
        assertThat(messages.toString(StandardCharsets.UTF_8))
                .startsWith("dunlin: stopped")
                .hasLineCount(1);
    }

    @Test
    void anAddressOfIpVersion6StandsInBrackets() throws Exception {
        assumeThat(isIpVersion6There()).isTrue();
        try (DemoServer server = server("--port=0", "--root=" + root, "--bind=::1")) {
            assertThat(server.start()).singleElement().asString().matches("http://\\[::1]:\\d+/");
        }
    }

    @Test
    void aUnixSocketIsListenedOnBesideThePort(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("a.sock");
        try (DemoServer server = server("--port=0", "--root=" + root, "--unix-socket=" + file)) {
            assertThat(server.start()).hasSize(2).last().isEqualTo("unix:" + file);

            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
                client.write(ByteBuffer.wrap("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
                assertThat(Channels.newInputStream(client).readAllBytes())
                        .startsWith("HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII));
            }
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void theUnixSocketHasTheModeThatWasAskedFor(@TempDir Path directory) throws Exception {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path file = directory.resolve("a.sock");
        try (DemoServer server =
                server("--port=0", "--root=" + root, "--unix-socket=" + file, "--unix-socket-mode=620")) {
            assertThat(server.start()).last().isEqualTo("unix:" + file);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw--w----");
        }
    }

    @Test
    void whileItDrainsItIsNotReadyButServesUntilThatIsCutShort() throws Exception {
        Files.writeString(root.resolve("hello.txt"), "hello");
        try (DemoServer server = server(
                "--port=0", "--port-per-worker", "--workers=2", "--admin-port=0", "--root=" + root, "--drain=1h")) {
            List<String> uris = server.start();
            String admin = server.adminUri();
            Thread stop = new Thread(server::close);
            stop.start();

            await().until(() -> get(admin + "readyz").equals("draining\n"));
            for (String uri : uris) assertThat(get(uri + "hello.txt")).isEqualTo("hello");
            assertThat(stop.isAlive()).isTrue();
            server.cutDrainShort();
            stop.join();
            server.awaitClosed();

            URI first = URI.create(uris.get(0));
            assertThatThrownBy(() -> new Socket(first.getHost(), first.getPort()))
                    .isInstanceOf(ConnectException.class);
        }
        assertThat(messages.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "dunlin: draining for at most 3600 s; a second signal ends that early",
                        "dunlin: stopped, connections cut off: 0");
    }

    @Test
    void theDrainEndsByItself() throws Exception {
        try (DemoServer server = server("--port=0", "--root=" + root, "--drain=1ms")) {
            server.start();
        }
        assertThat(messages.toString(StandardCharsets.UTF_8)).startsWith("dunlin: draining for at most 1 s;");
    }

    @Test
    void theClientOfTheLogIsTheOneThatTheProxiesTell(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("access.log");
        try (DemoServer server = server(
                "--port=0",
                "--root=" + root,
                "--access-log=" + log,
                "--proxy-protocol",
                "--trusted-proxy=10.0.0.0/8",
                "--trusted-proxy=192.0.2.1")) {
            URI uri = URI.create(server.start().get(0));
            try (Socket proxy = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
                proxy.getOutputStream()
                        .write(String.join(
                                        "\r\n",
                                        "PROXY TCP4 192.0.2.1 192.0.2.2 1 2",
                                        "GET / HTTP/1.0",
                                        "X-Forwarded-For: 198.51.100.1, 203.0.113.9, 10.0.0.3",
                                        "",
                                        "")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(proxy.getInputStream().readAllBytes()).isNotEmpty();
            }
        }

        assertThat(log).content().startsWith("203.0.113.9 - - [");
    }

    @Test
    void theHeaderOfAProxyIsWantedOnThePortOfHttpsToo() throws Exception {
        try (DemoServer server =
                server("--port=0", "--root=" + root, "--https-port=0", "--self-signed", "--proxy-protocol")) {
            URI https = URI.create(server.start().get(1));
            assertThat(https.getScheme()).isEqualTo("https");
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), https.getPort())) {
                client.getOutputStream().write("GET / HTTP/1.1\r".getBytes(StandardCharsets.US_ASCII));

                // TLS alone would answer this, by word that it is not TLS.
                assertThat(client.getInputStream().readAllBytes()).isEmpty();
            }
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DemoServer server = server("--port=" + other.getLocalPort())) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("cannot listen on http://127.0.0.1:" + other.getLocalPort() + "/: ");
        }
        assertThat(messages.size())
                .as("a server that never ran does not say that it stopped")
                .isZero();
    }

    @Test
    void anotherDunlinsPortIsTakenToo() throws Exception {
        try (DemoServer first = server("--port=0", "--workers=2", "--root=" + root)) {
            int port = URI.create(first.start().get(0)).getPort();
            for (String workers : List.of("--workers=1", "--workers=2")) {
                try (DemoServer second = server("--port=" + port, workers, "--root=" + root)) {
                    assertThatThrownBy(second::start)
                            .isInstanceOf(StartException.class)
                            .hasMessageContaining(":" + port + "/");
                }
            }
        }
    }

    @Test
    void aPortPerWorkerIsAServerPerWorkerWithTheSameFilesAndLog() throws Exception {
        Files.writeString(root.resolve("hello.txt"), "hello");
        Path log = root.resolve("access.log");
        int first = FreePorts.inARow(3);

        try (DemoServer server = server(
                "--port=" + first, "--workers=3", "--port-per-worker", "--root=" + root, "--access-log=" + log)) {
            List<String> uris = server.start();

            assertThat(uris)
                    .containsExactly(
                            "http://127.0.0.1:" + first + "/",
                            "http://127.0.0.1:" + (first + 1) + "/",
                            "http://127.0.0.1:" + (first + 2) + "/");
            for (String uri : uris) assertThat(get(uri + "hello.txt")).isEqualTo("hello");
        }
        assertThat(Files.readAllLines(log)).hasSize(3);
        assertThat(messages.toString(StandardCharsets.UTF_8)).hasLineCount(1);
    }

    @Test
    void port0GivesEachWorkerAnyFreePort() throws Exception {
        try (DemoServer server = server("--port=0", "--workers=3", "--port-per-worker", "--root=" + root)) {
            assertThat(server.start()).hasSize(3).doesNotHaveDuplicates();
        }
    }

    @Test
    void ifOneOfThePortsIsTakenNoneIsListenedOn() throws Exception {
        int first = FreePorts.inARow(3);
        try (ServerSocket other = new ServerSocket(first + 2, 1, InetAddress.getLoopbackAddress());
                DemoServer server = server("--port=" + first, "--workers=3", "--port-per-worker")) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("http://127.0.0.1:" + other.getLocalPort() + "/");
            for (int port : List.of(first, first + 1)) {
                assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void anAddressOfAnotherMachineCannotBeListenedOn() {
        try (DemoServer server = server("--port=0", "--root=" + root, "--bind=192.0.2.1")) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("http://192.0.2.1:0/");
        }
    }

    @Test
    void itTellsOfItselfWhereThatIsWanted() throws Exception {
        try (DemoServer server = server("--port=0", "--admin-port=0", "--root=" + root)) {
            server.start();
            URI admin = URI.create(server.adminUri());

            assertThat(admin.toString()).matches("http://127\\.0\\.0\\.1:\\d+/");
            assertThat(get(admin + "readyz")).isEqualTo("ready\n");
        }
        try (DemoServer server = server("--port=0", "--root=" + root)) {
            server.start();
            assertThat(server.adminUri()).isNull();
        }
    }

    @Test
    void whatWasAnsweredIsInTheAccessLogWhenTheServerHasEnded() throws Exception {
        Path log = root.resolve("access.log");

        try (DemoServer server = server("--port=0", "--root=" + root, "--access-log=" + log)) {
            get(server.start().get(0) + "none?a=%22b");
        }

        assertThat(Files.readAllLines(log))
                .singleElement()
                .asString()
                .matches(
                        "127\\.0\\.0\\.1 - - \\[[^]]+] \"GET /none\\?a=%22b HTTP/1\\.1\" 404 \\d+ \"-\" \"Java-http-client/.*\"");
    }

    private static boolean isIpVersion6There() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddresses.forString("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private DemoServer server(String... arguments) {
        CommandLine command = Demo.commandLine();
        command.parseArgs(arguments);
        return new DemoServer(command.getCommand(), new PrintStream(messages, true, StandardCharsets.UTF_8));
    }

    private static String get(String uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
