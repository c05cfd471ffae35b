package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar as people run it. */
@Timeout(300)
class DemoIT {
    private static final long BIG = SocketBuffers.moreThanFits();

    private static final String CYRILLIC = "%D1%87%D0%B5%D1%80%D0%BD%D0%BE%D0%B7%D0%BE%D0%B1%D0%B8%D0%BA.txt";

    @TempDir
    Path root;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theBundledSiteIsServedWhenNothingElseIsAskedFor() throws Exception {
        try (DemoProcess demo = DemoProcess.start("--port=0")) {
            URI uri = demo.uri();

            assertThat(demo.output()).first().isEqualTo("listening on http://127.0.0.1:" + uri.getPort() + "/");
            assertThat(get(uri).body()).contains("<title>Dunlin</title>");
            assertThat(get(uri.resolve(CYRILLIC)).body()).startsWith("Чернозобик");
            assertThat(get(uri.resolve("a%20name%20with%20spaces.txt")).statusCode())
                    .isEqualTo(200);
            assertThat(get(uri.resolve("pictures/dunlin.png")).headers().firstValue("Content-Type"))
                    .contains("image/png");
            assertThat(demo.errors()).isEmpty();
        }
    }

    @Test
    void aRootOfOnesOwnIsServed() throws Exception {
        Files.writeString(root.resolve("страница.html"), "своя");

        try (DemoProcess demo = DemoProcess.start("-p", "0", "-r", root.toString(), "-w", "1")) {
            assertThat(get(demo.uri().resolve("%D1%81%D1%82%D1%80%D0%B0%D0%BD%D0%B8%D1%86%D0%B0.html"))
                            .body())
                    .isEqualTo("своя");
        }
    }

    @ParameterizedTest
    @CsvSource({"--workers,0", "--workers,x", "--port,70000", "--foo,bar", "--root,''"})
    void wrongOptionsAreOneLineAndExitCode2(String option, String value) throws Exception {
        try (DemoProcess demo = DemoProcess.start(option + "=" + value)) {
            assertThat(demo.exitCode()).isEqualTo(2);
            assertThat(demo.errors()).singleElement().asString().contains(option, value, "dunlin: ");
            assertThat(demo.output()).isEmpty();
        }
    }

    @Test
    void aTakenPortIsOneLineAndExitCode1EvenIfItIsAnotherDunlins() throws Exception {
        try (DemoProcess first = DemoProcess.start("--port=0", "--root=" + root)) {
            int port = first.uri().getPort();
            try (DemoProcess second = DemoProcess.start("--port=" + port)) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.errors()).singleElement().asString().contains("http://127.0.0.1:" + port + "/");
                assertThat(second.output()).isEmpty();
                assertThat(second.temporary()).isDirectoryNotContaining("glob:**/dunlin-site-*");
            }
            assertThat(first.isAlive()).isTrue();
        }
    }

    @Test
    void aPortPerWorkerIsAReadyLineForEachAndOneLineAtTheEnd() throws Exception {
        String port = "--port=" + FreePorts.inARow(3);
        try (DemoProcess demo = DemoProcess.start(port, "--workers=3", "--port-per-worker")) {
            for (URI uri : demo.uris(3)) assertThat(get(uri).statusCode()).isEqualTo(200);
            demo.terminate();

            assertThat(demo.exitCode()).isEqualTo(143);
            assertThat(demo.output()).hasSize(6).last().isEqualTo("with --port-per-worker");
            assertThat(demo.errors()).containsExactly("dunlin: stopped, connections cut off: 0");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeWithoutAReaderAsTheAccessLogHoldsUpNothing() throws Exception {
        Path pipe = root.resolve("log");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        try (DemoProcess demo = DemoProcess.start("--port=0", "--root=" + root, "--access-log=" + pipe)) {
            assertThat(get(demo.uri().resolve("none")).statusCode()).isEqualTo(404);
            try (BufferedReader reader = Files.newBufferedReader(pipe)) {
                assertThat(reader.readLine()).contains("\"GET /none HTTP/1.1\" 404 ");
            }
            demo.terminate();

            assertThat(demo.exitCode()).isEqualTo(143);
            assertThat(demo.errors()).containsExactly("dunlin: stopped, connections cut off: 0");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void outputThatNobodyReadsHoldsUpNeitherAnswersNorTheEnd() throws Exception {
        Path output = root.resolve("output");
        assertThat(new ProcessBuilder("mkfifo", output.toString()).start().waitFor())
                .isZero();
        // Held open, so that there is a reader, who does not read on.
        try (RandomAccessFile reader = new RandomAccessFile(output.toFile(), "rw")) {
            Process demo = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-jar",
                            "target/demo-app.jar",
                            "--port=0",
                            "--root=" + root,
                            "--access-log=-",
                            "--grace=0")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                URI uri = URI.create(reader.readLine().replace("listening on ", ""));
                String target = "a".repeat(4000);
                for (int i = 0; i < 100; i++)
                    assertThat(get(uri.resolve(target)).statusCode()).isEqualTo(404);
                demo.toHandle().destroy();

                assertThat(demo.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } finally {
                demo.destroyForcibly();
            }
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void sighupOpensTheAccessLogAnewAndEndsNothing() throws Exception {
        Path log = root.resolve("access.log");
        try (DemoProcess demo = DemoProcess.start("--port=0", "--root=" + root, "--access-log=" + log)) {
            URI uri = demo.uri();
            Files.move(log, root.resolve("access.log.1"));
            demo.signal("HUP");

            await().until(() -> Files.exists(log));
            assertThat(get(uri.resolve("none")).statusCode()).isEqualTo(404);
            await().untilAsserted(() -> assertThat(log).content().contains("/none"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--bind=::", "--bind=127.0.0.1 --admin-port=0 --admin-bind=::"})
    void anAddressThatTheJvmDoesNotUseIsOneLine(String arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("--port=0", "--root=" + root));
        all.addAll(List.of(arguments.split(" ")));
        Map<String, String> environment = Map.of("JDK_JAVA_OPTIONS", "-Djava.net.preferIPv4Stack=true");
        try (DemoProcess demo = DemoProcess.start(environment, all.toArray(String[]::new))) {
            assertThat(demo.exitCode()).isEqualTo(1);
            assertThat(demo.errors())
                    .filteredOn(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
                    .singleElement()
                    .asString()
                    .contains("cannot listen on http://[", "IPv6", "preferIPv4Stack");
        }
    }

    @Test
    void aSecondSignalEndsTheDrainEarly() throws Exception {
        try (DemoProcess demo = DemoProcess.start("--port=0", "--root=" + root, "--drain=1h")) {
            URI uri = demo.uri();
            demo.terminate();
            await().untilAsserted(() -> assertThat(demo.errors())
                    .containsExactly("dunlin: draining for at most 3600 s; a second signal ends that early"));
            assertThat(get(uri).statusCode()).isEqualTo(404);
            // Not SIGINT: whoever runs the tests in the background may have it ignored, for all children.
            demo.signal("TERM");

            assertThat(demo.exitCode()).isEqualTo(143);
            assertThat(demo.errors()).hasSize(2).last().isEqualTo("dunlin: stopped, connections cut off: 0");
        }
    }

    @Test
    void sigtermLetsARunningDownloadFinish() throws Exception {
        bigFile();
        try (DemoProcess demo = DemoProcess.start("--port=0", "--root=" + root, "--grace=60s");
                Socket download = startDownload(demo.uri())) {
            InputStream content = download.getInputStream();
            long received = content.readNBytes(1000).length;

            demo.terminate();
            awaitRefusal(demo.uri());

            assertThat(demo.isAlive()).isTrue();
            received += content.transferTo(OutputStream.nullOutputStream());
            assertThat(received).isGreaterThan(BIG);
            assertThat(demo.exitCode()).isEqualTo(143);
            assertThat(demo.errors()).containsExactly("dunlin: stopped, connections cut off: 0");
        }
    }

    @Test
    void afterTheGraceADownloadIsCutOff() throws Exception {
        bigFile();
        try (DemoProcess demo = DemoProcess.start("--port=0", "--root=" + root, "--grace=100ms");
                Socket download = startDownload(demo.uri())) {
            assertThat(download.getInputStream().readNBytes(1000)).hasSize(1000);

            demo.terminate();

            assertThat(demo.exitCode()).isEqualTo(143);
            assertThat(demo.errors()).containsExactly("dunlin: stopped, connections cut off: 1");
        }
    }

    @Test
    void theUnpackedSiteIsRemovedAtTheEnd() throws Exception {
        try (DemoProcess demo = DemoProcess.start("--port=0")) {
            demo.uri();
            assertThat(demo.temporary()).isDirectoryContaining("glob:**/dunlin-site-*");

            demo.terminate();

            assertThat(demo.exitCode()).isEqualTo(143);
            assertThat(demo.temporary()).isDirectoryNotContaining("glob:**/dunlin-site-*");
        }
    }

    @Test
    void theAccessLogCanGoToStandardOutput() throws Exception {
        try (DemoProcess demo = DemoProcess.start("--port=0", "--access-log=-")) {
            get(demo.uri().resolve("style.css"));

            await().untilAsserted(() -> assertThat(demo.output())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("127.0.0.1 - - [")
                            .contains("\"GET /style.css HTTP/1.1\" 200 ")));
        }
    }

    @Test
    void aLocaleThatCannotSpellFileNamesIsWarnedOfOnce() throws Exception {
        try (DemoProcess demo = DemoProcess.start(Map.of("LC_ALL", "C", "LANG", "C"), "--port=0")) {
            URI uri = demo.uri();

            assertThat(get(uri).statusCode()).isEqualTo(200);
            assertThat(get(uri.resolve(CYRILLIC)).statusCode()).isEqualTo(404);
            demo.terminate();
            demo.exitCode();

            assertThat(demo.errors()).hasSize(2);
            assertThat(demo.errors().get(0)).contains("names outside ASCII", "LC_ALL=C.UTF-8");
            assertThat(demo.errors().get(1)).contains("stopped");
        }
    }

    private HttpResponse<String> get(URI uri) throws Exception {
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void bigFile() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(root.resolve("big").toFile(), "rw")) {
            file.setLength(BIG);
        }
    }

    private static Socket startDownload(URI uri) throws IOException {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.getOutputStream().write("GET /big HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void awaitRefusal(URI uri) {
        await().until(() -> {
            try {
                new Socket(uri.getHost(), uri.getPort()).close();
                return false;
            } catch (ConnectException refused) {
                return true;
            }
        });
    }
}
