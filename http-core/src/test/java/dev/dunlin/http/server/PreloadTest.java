package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is needed when something goes wrong is loaded before, since then there may be no memory for that. */
@Timeout(180)
class PreloadTest {
    @TempDir
    Path directory;

    /** Serves clients that do what they should not, and tells what it had to load for them. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) throws IOException {
            Path log = Path.of(args[0]);
            Handler handler = (request, responder) -> {
                if (request.path().equals("/error")) throw new OutOfMemoryError("on purpose");
                responder.respond(Response.ok("fine"));
            };
            try (HttpServer server = HttpServer.builder()
                    .workers(1)
                    .headDeadline(Duration.ofMillis(100))
                    .handler(handler)
                    .start()) {
                long before = Files.size(log);
                for (String sent : List.of(
                        Requests.get("/"),
                        Requests.get("/error"),
                        "malformed\r\n\r\n",
                        "GET / HTTP/1.1\r\n",
                        "GET / HTTP/1.1\r\n\r\n",
                        Requests.head("POST", "/", "Content-Length: 5"))) {
                    try (RawClient client = new RawClient(server.address())) {
                        client.send(sent).read();
                    }
                }
                String classes = HttpServer.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString();
                try (InputStream input = Files.newInputStream(log)) {
                    input.skipNBytes(before);
                    new String(input.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.endsWith(classes))
                            .forEach(System.out::println);
                }
            }
        }
    }

    @Test
    void noClassOfTheServerIsLoadedForTheFirstErrors() throws Exception {
        Path log = directory.resolve("classes.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        log.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(loaded.lines().filter(line -> line.contains(" source: ")))
                    .isEmpty();
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
