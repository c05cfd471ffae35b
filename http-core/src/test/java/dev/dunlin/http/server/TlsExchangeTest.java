package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Patience;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.TestCertificates;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP over TLS, spoken by the JDK's clients. */
@Timeout(180)
class TlsExchangeTest {
    private static final TestCertificates CERTIFICATE = TestCertificates.forNames("localhost");
    private static final byte[] BIG = Requests.pattern(8 << 20);

    @RegisterExtension
    final TestServer servers = new TestServer();

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsLoggedAboveDebug() {
        assertThat(servers.logged()).isEmpty();
    }

    private HttpServer start(Handler handler) {
        return servers.start(handler, builder -> builder.endpoint(tls(Tls.of(CERTIFICATE.serverContext()))));
    }

    static Endpoint tls(Tls tls) {
        return Endpoint.tcp("127.0.0.1", 0).tls(tls);
    }

    private RawClient connect(String protocol) throws IOException {
        SSLSocket socket = TlsClients.shakeHands(servers.server(), TlsClients.protocol(protocol), CERTIFICATE);
        return servers.closeAfterwards(new RawClient(socket));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void requestsAreAnsweredOnAConnectionThatPersists(String protocol) throws IOException {
        start(Handlers.path());
        RawClient client = connect(protocol);

        for (String path : List.of("/a", "/b"))
            assertThat(client.get(path).read().text()).isEqualTo(path);

        assertThat(client.send(Requests.get("/c") + Requests.get("/d")).read(2))
                .extracting(Answer::text)
                .containsExactly("/c", "/d");
        assertThat(servers.server().uri().getScheme()).isEqualTo("https");
    }

    @Test
    void theHandlerIsToldHowTheConnectionIsEncrypted() throws IOException {
        List<Request> asked = new ArrayList<>();
        start((request, responder) -> {
            asked.add(request);
            responder.respond(Response.ok("seen"));
        });

        connect("TLSv1.3").get("/").read();

        assertThat(asked.get(0).connection().secure()).isTrue();
        assertThat(asked.get(0).connection().tls().protocol()).isEqualTo("TLSv1.3");
        assertThat(asked.get(0).connection().tls().cipherSuite()).startsWith("TLS_");
        assertThat(asked.get(0).connection().tls().clientCertificates()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void muchContentGoesBothWaysAtOnce(String protocol) throws Exception {
        start(Handlers.echo());
        RawClient client = connect(protocol);

        CompletableFuture<Void> sent = CompletableFuture.runAsync(
                () -> client.send(Requests.head("POST", "/", "Content-Length: " + BIG.length))
                        .send(BIG));

        assertThat(client.read().content()).isEqualTo(BIG);
        sent.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aBigFileReachesAClientThatReadsSlowly(String protocol) throws Exception {
        Path file = Files.write(directory.resolve("big"), BIG);
        start((request, responder) ->
                responder.respond(Response.of(200).withBody(Body.file(FileChannel.open(file), 0, BIG.length))));
        RawClient slow = connect(protocol).get("/");
        RawClient other = connect(protocol);
        Answer head = slow.readHead();

        // The other one is served while the first takes nothing.
        assertThat(other.get("/").read().content()).isEqualTo(BIG);

        assertThat(head.fields().first("Content-Length")).contains("" + BIG.length);
        assertThat(slow.readBytes(BIG.length)).isEqualTo(BIG);
        assertThat(slow.get("/").read().status()).isEqualTo(200);
    }

    @Test
    void theJdksHttpClientGetsBackWhatItSends() throws Exception {
        // Not an echo: it does not read before it has sent all, as HTTP/1.1 allows, and would be waited for for ever.
        start(Handlers.collecting(BIG.length));
        HttpClient client = HttpClient.newBuilder()
                .sslContext(TestCertificates.clientContext(CERTIFICATE))
                .build();
        HttpRequest request = HttpRequest.newBuilder(servers.server().uri())
                .POST(BodyPublishers.ofByteArray(BIG))
                .build();

        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());

        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(response.body()).isEqualTo(BIG);
    }

    @Test
    void aServerThatStopsEndsSessionsInOrder() throws IOException {
        HttpServer server = start(Handlers.path());
        RawClient client = connect("TLSv1.3").get("/");
        client.read();

        int cut = server.stop(Patience.LIMIT);

        assertThat(cut).isZero();
        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void contentThatIsRefusedIsReadOnSoThatTheAnswerArrives() throws Exception {
        servers.start(
                Handlers.collecting(100),
                builder -> builder.maxContent(100).endpoint(tls(Tls.of(CERTIFICATE.serverContext()))));
        RawClient client = connect("TLSv1.3");
        OutputStream output = client.socket().getOutputStream();

        client.send(Requests.head("POST", "/", "Content-Length: " + BIG.length));
        for (int i = 0; i < 20; i++) output.write(new byte[10_000]);

        assertThat(client.read().status()).isEqualTo(413);
    }

    @Test
    void contentThatIsCutOffIsNotTakenForWhole() throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        start((request, responder) -> {
            request.body().bytes(1_000).whenComplete((content, cause) -> failure.complete(cause));
            begun.complete(null);
        });
        Socket plain = servers.closeAfterwards(new Socket(
                InetAddress.getLoopbackAddress(), servers.server().address().getPort()));
        Socket socket = TestCertificates.clientContext(CERTIFICATE)
                .getSocketFactory()
                .createSocket(plain, "localhost", 0, false);
        servers.closeAfterwards(new RawClient(socket)).send(Requests.head("POST", "/", "Content-Length: 10") + "half");
        begun.get();

        // The end of TCP alone, which anybody on the way could make.
        plain.shutdownOutput();

        assertThat(failure.get()).isNotNull();
    }
}
