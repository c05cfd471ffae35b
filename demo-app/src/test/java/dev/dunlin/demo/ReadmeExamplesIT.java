package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples, compiled and run as they stand there. */
@Timeout(300)
class ReadmeExamplesIT {
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet: (\\w+\\.java) -->\n```java\n(.*?)```\n", Pattern.DOTALL);

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void allOfThemAreTriedHere() throws Exception {
        assertThat(SNIPPET.matcher(readme()).results().map(found -> found.group(1)))
                .containsExactly("Hello.java", "Birds.java", "Upload.java", "Events.java", "Site.java");
    }

    @Test
    void hello() throws Exception {
        try (DemoProcess hello = start("Hello.java")) {
            assertThat(get(hello, "you").body()).isEqualTo("Hello, /you");
        }
    }

    @Test
    void json() throws Exception {
        try (DemoProcess birds = start("Birds.java")) {
            assertThat(get(birds, "birds/dunlin").body()).isEqualTo("{\"name\":\"dunlin\",\"grams\":50}");
            assertThat(get(birds, "birds/knot").statusCode()).isEqualTo(404);

            String knot = "{\"name\":\"knot\",\"grams\":140}";
            assertThat(send(birds, "PUT", "birds/knot", knot).statusCode()).isEqualTo(204);
            assertThat(get(birds, "birds/knot").body()).isEqualTo(knot);

            assertThat(List.of("{", "null", "", "x".repeat(10)))
                    .allSatisfy(malformed -> assertThat(
                                    send(birds, "PUT", "birds/knot", malformed).statusCode())
                            .isEqualTo(400));
            assertThat(send(birds, "PUT", "birds/knot", " ".repeat(10_001)).statusCode())
                    .isEqualTo(413);
            assertThat(send(birds, "DELETE", "birds/knot", "").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void upload() throws Exception {
        try (DemoProcess uploads = start("Upload.java")) {
            String content = "0123456789".repeat(100_000);

            assertThat(send(uploads, "POST", "uploads", content).body()).isEqualTo("1000000 bytes\n");

            try (var files = Files.walk(uploads.temporary())) {
                assertThat(files.filter(Files::isRegularFile))
                        .singleElement()
                        .satisfies(file -> assertThat(file).hasContent(content));
            }
        }
    }

    @Test
    void serverSentEvents() throws Exception {
        try (DemoProcess events = start("Events.java")) {
            HttpRequest listen =
                    HttpRequest.newBuilder(events.uri().resolve("news")).build();
            HttpResponse<InputStream> answer = client.send(listen, BodyHandlers.ofInputStream());
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            BlockingQueue<String> lines = new LinkedBlockingQueue<>();
            Thread reader = new Thread(() -> read(answer.body(), lines));
            reader.start();

            assertThat(send(events, "POST", "news", "a dunlin\ntwo knots").statusCode())
                    .isEqualTo(204);
            await().untilAsserted(() -> assertThat(lines).containsExactly("data: a dunlin", "data: two knots", ""));
        }
    }

    @Test
    void filesWithAFallback() throws Exception {
        Path root = Files.createDirectory(directory.resolve("public"));
        Files.writeString(root.resolve("a.txt"), "a file");
        try (DemoProcess site = start("Site.java", root.toString())) {
            assertThat(get(site, "static/a.txt").body()).isEqualTo("a file");
            assertThat(get(site, "static/b.txt").statusCode()).isEqualTo(404);
            assertThat(get(site, "birds").body()).isEqualTo("no file: /birds");
        }
    }

    private DemoProcess start(String name, String... arguments) throws IOException {
        Matcher snippet = SNIPPET.matcher(readme());
        while (snippet.find()) {
            if (!snippet.group(1).equals(name)) continue;
            Path source = Files.writeString(directory.resolve(name), snippet.group(2));
            String[] all = new String[arguments.length + 1];
            all[0] = "0";
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            return DemoProcess.startSource(source, all);
        }
        throw new AssertionError("README.md: no snippet " + name);
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }

    private HttpResponse<String> get(DemoProcess server, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(server.uri().resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(DemoProcess server, String method, String path, String content)
            throws IOException, InterruptedException {
        URI uri = server.uri().resolve(path);
        BodyPublisher body = BodyPublishers.ofString(content);
        return client.send(HttpRequest.newBuilder(uri).method(method, body).build(), BodyHandlers.ofString());
    }

    private static void read(InputStream stream, BlockingQueue<String> lines) {
        try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) lines.add(line);
        } catch (IOException serverHasGone) {
            // As it does at the end of the test.
        }
    }
}
