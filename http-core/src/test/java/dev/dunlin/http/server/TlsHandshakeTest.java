package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.http.Handler;
import dev.dunlin.http.HttpDate;
import dev.dunlin.http.Patience;
import dev.dunlin.http.Response;
import dev.dunlin.http.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What server and client agree on before a word of HTTP is spoken. */
@Timeout(180)
class TlsHandshakeTest {
    private static final TestCertificates FIRST = TestCertificates.forNames("first.example");
    private static final TestCertificates SECOND = TestCertificates.forNames("second.example", "*.second.example");
    private static final TestCertificates FIRST_RSA = TestCertificates.of("RSA", "first.example");
    private static final TestCertificates CLIENT = TestCertificates.forNames("client.example");

    @RegisterExtension
    final TestServer servers = new TestServer();

    @TempDir
    private Path directory;

    @AfterEach
    void nothingThatAClientDoesIsLoggedAboveDebug() {
        assertThat(servers.logged()).isEmpty();
    }

    private HttpServer start(Tls tls) {
        return start(tls, Handlers.path());
    }

    private HttpServer start(Tls tls, Handler handler) {
        return servers.start(
                handler,
                builder -> builder.endpoint(Endpoint.tcp("127.0.0.1", 0).tls(tls)));
    }

    private Tls.Builder with(Tls.Builder builder, TestCertificates certificate, String name) {
        Path chain = certificate.writeTo(directory, name);
        return builder.certificate(chain, directory.resolve(name + ".key"));
    }

    private static Certificate shown(SSLSocket socket) throws SSLException {
        return socket.getSession().getPeerCertificates()[0];
    }

    private void assertServes() throws IOException {
        RawClient client = new RawClient(TlsClients.shakeHands(servers.server(), parameters -> {}, FIRST));
        assertThat(client.get("/alive").read().text()).isEqualTo("/alive");
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "first.example, first.example",
        "second.example, second.example",
        "www.second.example, second.example",
        "WWW.second.example, second.example",
        "a.b.second.example, first.example",
        "third.example, first.example"
    })
    void theCertificateForTheNameThatIsAskedForIsShown(String asked, String shown) throws IOException {
        Tls tls = with(with(Tls.builder(), FIRST, "first"), SECOND, "second").build();
        HttpServer server = start(tls);

        try (SSLSocket socket = TlsClients.shakeHands(server, TlsClients.asking(asked), FIRST, SECOND)) {
            TestCertificates expected = shown.equals("first.example") ? FIRST : SECOND;
            assertThat(shown(socket)).isEqualTo(expected.certificate());
        }
    }

    @Test
    void withoutANameTheFirstCertificateIsShownAndOfItsLikesTheOneThatTheClientTakes() throws IOException {
        Tls tls = with(with(with(Tls.builder(), FIRST, "first"), SECOND, "second"), FIRST_RSA, "rsa")
                .build();
        HttpServer server = start(tls);

        try (SSLSocket any = TlsClients.shakeHands(server, parameters -> {}, FIRST);
                SSLSocket onlyRsa = TlsClients.shakeHands(
                        server,
                        parameters -> {
                            parameters.setProtocols(new String[] {"TLSv1.2"});
                            parameters.setCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
                        },
                        FIRST_RSA)) {
            assertThat(shown(any)).isEqualTo(FIRST.certificate());
            assertThat(shown(onlyRsa)).isEqualTo(FIRST_RSA.certificate());
        }
    }

    @Test
    void http11IsAgreedOnWhereItIsOffered() throws IOException {
        HttpServer server = start(Tls.of(FIRST.serverContext()));

        try (SSLSocket both = TlsClients.shakeHands(server, TlsClients.offering("h2", "http/1.1"), FIRST);
                SSLSocket none = TlsClients.shakeHands(server, TlsClients.offering(), FIRST)) {
            assertThat(both.getApplicationProtocol()).isEqualTo("http/1.1");
            assertThat(none.getApplicationProtocol()).isEmpty();
        }
        assertThatThrownBy(() -> TlsClients.shakeHands(server, TlsClients.offering("h2"), FIRST))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("no_application_protocol");
    }

    @Test
    void aVersionThatIsNotSpokenIsRefused() throws IOException {
        HttpServer server =
                start(with(Tls.builder(), FIRST, "first").protocols("TLSv1.3").build());

        assertThatThrownBy(() -> TlsClients.shakeHands(server, TlsClients.protocol("TLSv1.2"), FIRST))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("protocol_version");
        assertServes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void sessionsAreResumed(String protocol) throws IOException {
        HttpServer server = start(with(Tls.builder(), FIRST, "first").build());
        SSLContext sameClient = TestCertificates.clientContext(FIRST);

        long first = sessionMadeAt(server, sameClient, protocol);
        // A session is known by the millisecond in which it was made.
        while (System.currentTimeMillis() <= first) Thread.onSpinWait();
        long otherClient = sessionMadeAt(server, TestCertificates.clientContext(FIRST), protocol);
        long again = sessionMadeAt(server, sameClient, protocol);

        assertThat(again).isEqualTo(first);
        assertThat(otherClient).isGreaterThan(first);
    }

    /** An exchange is part of it: in TLS 1.3 tickets come after the handshake. */
    private static long sessionMadeAt(HttpServer server, SSLContext context, String protocol) throws IOException {
        try (SSLSocket socket = TlsClients.connect(server.address(), context, TlsClients.protocol(protocol))) {
            assertThat(new RawClient(socket)
                            .get("/", "Connection: close")
                            .read()
                            .status())
                    .isEqualTo(200);
            return socket.getSession().getCreationTime();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientIsToldByItsCertificate(String protocol) throws IOException {
        Handler handler = (request, responder) -> responder.respond(
                Response.ok("" + request.connection().tls().clientCertificates().size()
                        + request.connection().tls().clientCertificates().stream()
                                .map(certificate ->
                                        certificate.getSubjectX500Principal().getName())
                                .findFirst()
                                .orElse("nobody")));
        HttpServer server = start(asking(ClientCertificates.WANTED), handler);

        assertThat(get(server, CLIENT.clientContextTrusting(FIRST), protocol)).isEqualTo("1CN=client.example");
        assertThat(get(server, TestCertificates.clientContext(FIRST), protocol)).isEqualTo("0nobody");
    }

    private Tls asking(ClientCertificates clientCertificates) {
        Path trusted = CLIENT.writeTo(directory, "trusted");
        return with(Tls.builder(), FIRST, "first")
                .clientCertificates(clientCertificates, trusted)
                .build();
    }

    private static String get(HttpServer server, SSLContext context, String protocol) throws IOException {
        try (SSLSocket socket = TlsClients.connect(server.address(), context, TlsClients.protocol(protocol))) {
            return new RawClient(socket).get("/").read().text();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientWithoutTheCertificateThatIsNeededIsRefused(String protocol) throws IOException {
        HttpServer server = start(asking(ClientCertificates.NEEDED));
        SSLContext nobody = TestCertificates.clientContext(FIRST);
        SSLContext stranger = SECOND.clientContextTrusting(FIRST);

        assertThat(get(server, CLIENT.clientContextTrusting(FIRST), protocol)).isEqualTo("/");
        // An alert, unless the end of the connection is faster.
        assertThatThrownBy(() -> get(server, nobody, protocol))
                .isInstanceOfAny(IOException.class, UncheckedIOException.class);
        assertThatThrownBy(() -> get(server, stranger, protocol))
                .isInstanceOfAny(IOException.class, UncheckedIOException.class);
    }

    @Test
    void plainHttpIsAnsweredAndClosed() throws IOException {
        start(Tls.of(FIRST.serverContext()));

        RawClient plain = servers.connect().get("/", "X-Long: " + "x".repeat(100_000));

        Answer answer = plain.read();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo("This port speaks HTTPS only.\n");
        assertThat(answer.field("Server")).isEqualTo("Dunlin");
        assertThat(HttpDate.parse(answer.field("Date"))).isPresent();
        assertThat(answer.field("Connection")).isEqualTo("close");
        assertThat(plain.isAtEnd()).isTrue();
        assertServes();
    }

    @Test
    void randomBytesAreNoTroubleToTheServer() throws IOException {
        start(Tls.of(FIRST.serverContext()));
        Random random = new Random(1);

        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[random.nextInt(2_000) + 1];
            random.nextBytes(bytes);
            if (i % 2 == 0) bytes[0] = 22;
            RawClient client = servers.connect().send(bytes).finish();
            client.countToEnd();
            client.close();
        }

        assertServes();
    }

    @Test
    void aClientThatGoesInWhicheverPhaseIsForgotten() throws IOException {
        HttpServer server = start(Tls.of(FIRST.serverContext()));
        servers.connect().close();
        servers.connect().reset();
        servers.connect().send(new byte[] {22, 3, 1}).reset();
        servers.connect().send(new byte[] {22, 3, 1}).close();
        SSLSocket shaken = TlsClients.shakeHands(server, parameters -> {}, FIRST);
        new RawClient(shaken).send("GET / HT").reset();
        TlsClients.shakeHands(server, parameters -> {}, FIRST).close();

        assertServes();

        assertThat(server.stop(Patience.LIMIT)).isZero();
        WorkerSnapshot worker = server.snapshot().workers().get(0);
        assertThat(worker.closed()).isEqualTo(worker.opened()).isEqualTo(7);
    }

    @Test
    void aHandshakeHasItsDeadline() throws IOException {
        start(with(Tls.builder(), FIRST, "first")
                .handshakeDeadline(Duration.ofMillis(100))
                .build());

        assertThat(servers.connect().isAtEnd()).isTrue();
        assertThat(servers.connect().send(new byte[] {22, 3, 1}).isAtEnd()).isTrue();
    }

    @Test
    void certificatesThatAreReplacedAreTaken() throws IOException {
        HttpServer server = start(with(Tls.builder(), FIRST, "it")
                // Less often than the two files are written one after the other: what lies between would be warned of.
                .lookEvery(Duration.ofMillis(500))
                .build());
        SSLSocket before = TlsClients.shakeHands(server, parameters -> {}, FIRST);

        SECOND.writeTo(directory, "it");
        while (!shownNow(server).equals(SECOND.certificate())) Thread.onSpinWait();

        assertThat(new RawClient(before).get("/still").read().text()).isEqualTo("/still");
        before.close();
    }

    private static Certificate shownNow(HttpServer server) throws IOException {
        try (SSLSocket socket = TlsClients.shakeHands(server, parameters -> {}, FIRST, SECOND)) {
            return shown(socket);
        }
    }

    @Test
    void filesThatCannotBeUsedAreNamed() throws IOException {
        Path chain = FIRST.writeTo(directory, "first");
        Path missing = directory.resolve("missing.key");
        SECOND.writeTo(directory, "second");

        assertThatThrownBy(() -> Tls.pem(chain, missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(missing + " does not exist");
        assertThatThrownBy(() -> Tls.pem(chain, directory.resolve("second.key")))
                .hasMessageContaining("second.key holds a key that does not belong to");
        assertThatThrownBy(() -> Tls.builder().build()).isInstanceOf(IllegalStateException.class);
        Tls.Builder unknownVersion = with(Tls.builder(), FIRST, "first").protocols("TLSv9");
        assertThatThrownBy(unknownVersion::build).hasMessageContaining("TLSv9");
        Path garbage = Files.writeString(directory.resolve("trusted.pem"), "nobody", UTF_8);
        Tls.Builder trustsNobody =
                with(Tls.builder(), FIRST, "first").clientCertificates(ClientCertificates.NEEDED, garbage);
        assertThatThrownBy(trustsNobody::build).hasMessage(garbage + " holds no certificate in PEM");
    }
}
