package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A process that may not open anything more goes on serving what is open, and accepts again as soon as it can. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class DescriptorsUsedUpTest {
    private static final int DESCRIPTORS = 150;
    private static final int CLIENTS = 200;

    @TempDir
    Path directory;

    private final List<RawClient> clients = new ArrayList<>();
    private Process process;

    /** The server, in a process of its own, which is allowed few descriptors. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) throws InterruptedException {
            HttpServer server =
                    HttpServer.builder().workers(1).handler(Handlers.path()).start();
            // To load a class takes a descriptor, so all that are needed have to be loaded while there are some.
            Logger logger = (Logger) LoggerFactory.getLogger("dev.dunlin");
            logger.setLevel(Level.WARN);
            logger.warn("warming up");
            try (RawClient client = new RawClient(server.address())) {
                client.get("/").read();
            }
            System.out.println("port " + server.address().getPort());
            Thread.currentThread().join();
        }
    }

    @BeforeEach
    void startProcess() throws IOException {
        process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n " + DESCRIPTORS + " && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
    }

    @AfterEach
    void endProcess() throws InterruptedException {
        clients.forEach(RawClient::close);
        process.destroyForcibly();
        process.waitFor();
    }

    private Path output() {
        return directory.resolve("output");
    }

    private List<String> lines(String part) throws IOException {
        return Files.readAllLines(output()).stream()
                .filter(line -> line.contains(part))
                .toList();
    }

    private int port() throws IOException {
        await().until(() -> !lines("port ").isEmpty());
        return Integer.parseInt(lines("port ").get(0).substring("port ".length()));
    }

    private int warnings() throws IOException {
        return lines("cannot accept connections").size();
    }

    private static boolean isAnswered(RawClient client) {
        try {
            return client.socket().getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void warnsOnceServesOnAndAcceptsAgain() throws Exception {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
        for (int i = 0; i < CLIENTS; i++) clients.add(new RawClient(server).get("/" + i));
        await().until(() -> warnings() == 1);

        RawClient accepted = clients.remove(0);
        assertThat(accepted.read().text()).isEqualTo("/0");
        long start = System.nanoTime();
        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            assertThat(accepted.get("/on").read().text()).isEqualTo("/on");
            return System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(500);
        });
        for (int i = 0; i < 3; i++) oneLeavesAndAnotherComes();
        assertThat(warnings()).isEqualTo(1);

        // Each that leaves makes room for another, until all were served.
        while (!clients.isEmpty()) {
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> clients.stream().anyMatch(DescriptorsUsedUpTest::isAnswered));
            List<RawClient> answered =
                    clients.stream().filter(DescriptorsUsedUpTest::isAnswered).toList();
            answered.forEach(client -> assertThat(client.read().status()).isEqualTo(200));
            answered.forEach(RawClient::close);
            clients.removeAll(answered);
        }
    }

    /** After which there is no descriptor again. */
    private void oneLeavesAndAnotherComes() throws IOException {
        RawClient leaving = clients.remove(0);
        leaving.read();
        long others = answered();
        leaving.close();
        await().pollInterval(Duration.ofMillis(10)).until(() -> answered() > others);
    }

    private long answered() {
        return clients.stream().filter(DescriptorsUsedUpTest::isAnswered).count();
    }
}
