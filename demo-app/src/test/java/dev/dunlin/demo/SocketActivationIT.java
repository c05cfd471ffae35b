package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A socket that is held while servers come and go. */
@Timeout(300)
class SocketActivationIT {
    private static final int REQUESTS = 20_000;

    /** What the JVM makes of SIGTERM. */
    private static final int TERMINATED = 143;

    @TempDir
    Path directory;

    @Test
    void aServerIsReplacedUnderLoadWithoutOneRequestThatFails() throws Exception {
        Path firstLog = directory.resolve("first.log");
        Path secondLog = directory.resolve("second.log");
        try (SocketHolder holder = SocketHolder.open()) {
            holder.startDemo(directory.resolve("first.out"), "--workers=2", "--access-log=" + firstLog);
            try (Ab ab = Ab.start(REQUESTS, 8, holder.uri())) {
                await().pollInterval(Duration.ofMillis(10)).until(() -> lines(firstLog) > 500);

                assertThat(holder.stopDemo()).isEqualTo(TERMINATED);
                holder.startDemo(directory.resolve("second.out"), "--workers=2", "--access-log=" + secondLog);

                assertThat(ab.isRunning())
                        .as("there is load while it is replaced")
                        .isTrue();
                assertThat(ab.result()).isEqualTo(new Ab.Result(REQUESTS, 0, 0, 0));
            }
            assertThat(holder.stopDemo()).isEqualTo(TERMINATED);
        }
        assertThat(lines(firstLog)).isBetween(500L, REQUESTS - 500L);
        assertThat(lines(firstLog) + lines(secondLog)).isEqualTo(REQUESTS);
    }

    @Test
    void theReadyLineNamesTheSocketThatWasInherited() throws Exception {
        Path output = directory.resolve("out");
        try (SocketHolder holder = SocketHolder.open()) {
            holder.startDemo(output);

            await().until(() -> Files.readString(output).contains("listening on " + holder.uri() + "\n"));
        }
    }

    @Test
    void withoutASocketOneLineSaysHowToGetOne() throws Exception {
        try (DemoProcess demo = DemoProcess.start("--inherit-socket")) {
            assertThat(demo.exitCode()).isEqualTo(1);
            assertThat(demo.errors())
                    .singleElement()
                    .asString()
                    .contains("cannot listen on the inherited socket", "StandardInput=socket");
        }
    }

    private static long lines(Path log) throws Exception {
        if (!Files.exists(log)) return 0;
        try (var lines = Files.lines(log)) {
            return lines.count();
        }
    }
}
