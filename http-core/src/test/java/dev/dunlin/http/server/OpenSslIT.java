package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.Patience;
import dev.dunlin.http.Response;
import dev.dunlin.http.TestCertificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS as OpenSSL sees it, which tells more than the JDK's clients do; and curl, which is built on it. */
@Timeout(180)
class OpenSslIT {
    private static final TestCertificates CERTIFICATE = TestCertificates.forNames("localhost");

    @RegisterExtension
    final TestServer servers = new TestServer();

    @TempDir
    private Path directory;

    private Path chain;

    @BeforeEach
    void start() {
        chain = CERTIFICATE.writeTo(directory, "server");
        Tls tls = Tls.pem(chain, directory.resolve("server.key"));
        servers.start(
                (request, responder) -> responder.respond(
                        request.path().equals("/failing")
                                ? Response.of(200).withBody(Body.from(failing(), Body.UNKNOWN_LENGTH, Runnable::run))
                                : Response.ok(request.path())),
                builder -> builder.endpoint(Endpoint.tcp("127.0.0.1", 0).tls(tls)));
    }

    @AfterEach
    void nothingThatAClientDoesIsLoggedAboveDebug() {
        assertThat(servers.logged())
                .filteredOn(line -> !isOfTheFailingBody(line))
                .isEmpty();
    }

    /** What the application does wrong is logged above DEBUG. */
    private static boolean isOfTheFailingBody(String line) {
        return line.startsWith("WARN response body failed: GET /failing");
    }

    /** A byte, and then nothing but trouble. */
    private static InputStream failing() {
        return new SequenceInputStream(new ByteArrayInputStream(new byte[] {'x'}), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the source has failed");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void theLastAnswerIsFollowedByTheEndOfTheSession(String version) throws Exception {
        String said = client(Requests.head("GET", "/last", "Connection: close"), version, "-ign_eof");

        assertThat(said).contains("\r\n\r\n/last").contains("closed").doesNotContain("unexpected eof");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void anAnswerThatFailsIsNotFollowedByTheEndOfTheSession(String version) throws Exception {
        String said = client("GET /failing HTTP/1.0\r\n\r\n", version, "-ign_eof");

        assertThat(said).contains("HTTP/1.1 200 OK").contains("unexpected eof");
        assertThat(servers.logged()).singleElement().matches(OpenSslIT::isOfTheFailingBody);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void aSessionIsResumedByItsTicket(String version) throws Exception {
        String session = directory.resolve("session").toString();
        String request = Requests.head("GET", "/", "Connection: close");

        assertThat(client(request, version, "-ign_eof", "-sess_out", session)).contains("New, TLSv");
        assertThat(client(request, version, "-ign_eof", "-sess_in", session)).contains("Reused, TLSv");
    }

    @Test
    void renegotiationIsRefused() throws Exception {
        String said = client("R\n" + Requests.get("/"), "-tls1_2", "-crlf");

        assertThat(said).contains("RENEGOTIATING").doesNotContain("HTTP/1.1");
    }

    @Test
    void curlTrustsTheCertificateAndReusesTheConnection() throws Exception {
        String uri = servers.server().uri().toString();

        String said = run("", List.of("curl", "-sv", "--cacert", chain.toString(), uri + "a", uri + "b"));

        assertThat(said).contains("/a").contains("/b").contains("server accepted http/1.1");
        assertThat(said).containsIgnoringCase("re-using existing connection");
    }

    private String client(String input, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + servers.server().address().getPort(),
                "-CAfile",
                chain.toString()));
        command.addAll(List.of(options));
        return run(input, command);
    }

    private String run(String input, List<String> command) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Path source = Files.writeString(directory.resolve("input"), input, ISO_8859_1);
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(source.toFile())
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            assumeThat(e).as(command.get(0) + " is missing").isNull();
            throw e;
        }
        try {
            assertThat(process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("it ends: %s", Files.readString(output, ISO_8859_1))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output, ISO_8859_1);
    }
}
