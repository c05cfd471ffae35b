package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The JDK's client, and curl where there is one. */
@Timeout(180)
class RealClientsIT {
    private static final byte[] CONTENT = Requests.pattern(5 << 20);

    @RegisterExtension
    final TestServer servers = new TestServer();

    @BeforeEach
    void start() {
        servers.start((request, responder) -> {
            switch (request.path()) {
                case "/echo" -> Handlers.echo().handle(request, responder);
                case "/collect" -> Handlers.collecting(CONTENT.length).handle(request, responder);
                default -> Handlers.path().handle(request, responder);
            }
        });
    }

    private String uri(String path) {
        return servers.server().uri().resolve(path).toString();
    }

    /** From a handler that reads all first: this client does not read before it has sent all, as HTTP/1.1 allows. */
    @Test
    void theJdksClientGetsBackWhatItSends() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (boolean expects : new boolean[] {false, true}) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(uri("/collect")))
                    .expectContinue(expects)
                    .POST(BodyPublishers.ofByteArray(CONTENT))
                    .build();

            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(response.body()).isEqualTo(CONTENT);
        }
    }

    @Test
    void theJdksClientAsksForManyThingsAtOnce() {
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<String>> answers = IntStream.range(0, 500)
                .mapToObj(i -> client.sendAsync(
                                HttpRequest.newBuilder(URI.create(uri("/" + i))).build(), BodyHandlers.ofString())
                        .thenApply(HttpResponse::body))
                .toList();

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).join()).isEqualTo("/" + i);
        }
    }

    @Test
    void curlSendsWhatItReadsFromAPipeInChunks() throws Exception {
        assertThat(curl(CONTENT, "-T", "-", uri("/echo"))).isEqualTo(CONTENT);
    }

    @Test
    void curlWaitsForTheContinuation() throws Exception {
        byte[] answer = curl(
                CONTENT,
                "--expect100-timeout",
                "1000",
                "--max-time",
                "100",
                "-H",
                "Expect: 100-continue",
                "--data-binary",
                "@-",
                uri("/echo"));

        assertThat(answer)
                .as("in time, which it would not be if curl had waited in vain")
                .isEqualTo(CONTENT);
    }

    @Test
    void curlAsksForManyThingsAtOnce() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-Z", "--parallel-max", "50"));
        for (int i = 0; i < 200; i++) arguments.add(uri("/" + i));

        String answers = new String(curl(new byte[0], arguments.toArray(String[]::new)), UTF_8);

        assertThat(answers.split("/", -1)).hasSize(201);
    }

    private static byte[] curl(byte[] input, String... arguments) throws Exception {
        assumeThat(Path.of("/usr/bin/curl"))
                .as("curl, without which it is not tried")
                .isExecutable();
        List<String> command = new ArrayList<>(List.of("/usr/bin/curl", "-sS", "--fail", "--noproxy", "*"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("curl", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream pipe = process.getOutputStream()) {
                pipe.write(input);
            } catch (IOException curlEndedEarly) {
                // Its exit code says why.
            }
            assertThat(process.waitFor()).isZero();
            return Files.readAllBytes(output);
        } finally {
            Files.delete(output);
        }
    }
}
