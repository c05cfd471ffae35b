package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Patience;
import dev.dunlin.http.Response;
import dev.dunlin.http.TestCertificates;
import dev.dunlin.http.TrustedProxies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the PROXY protocol is spoken, each connection begins with its header, or is none. */
@Timeout(180)
class ProxyProtocolTest {
    private static final String TEXT = "PROXY TCP4 203.0.113.9 198.51.100.2 56324 443\r\n";

    private static final byte[] BINARY = HexFormat.of()
            .parseHex("0d0a0d0a000d0a515549540a" + "21210028" + "20010db8000000000000000000000009"
                    + "20010db8000000000000000000000002" + "dc0401bb" + "04000100");

    private static final byte[] LOCAL = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a" + "20000000");

    private static final Handler ADDRESSES = (request, responder) -> responder.respond(Response.ok(
            request.connection().remote() + " to " + request.connection().local()));

    @RegisterExtension
    final TestServer servers = new TestServer();

    private HttpServer start(UnaryOperator<HttpServer.Builder> configuration) {
        return servers.start(
                ADDRESSES,
                server -> configuration.apply(
                        server.endpoint(Endpoint.tcp("127.0.0.1", 0).proxyProtocol())));
    }

    @Test
    void textTellsTheClientOfAllRequestsOfTheConnection() {
        start(server -> server);
        RawClient client = servers.connect().send(TEXT + Requests.get("/1") + Requests.get("/2"));

        assertThat(client.read().text()).isEqualTo("/203.0.113.9:56324 to /198.51.100.2:443");
        assertThat(client.read().text()).isEqualTo("/203.0.113.9:56324 to /198.51.100.2:443");
        assertThat(client.get("/3").read().text()).startsWith("/203.0.113.9:56324");
    }

    @Test
    void bytesTellTheClientToo() {
        start(server -> server);

        assertThat(servers.connect().send(BINARY).get("/").read().text())
                .isEqualTo("/[2001:db8:0:0:0:0:0:9]:56324 to /[2001:db8:0:0:0:0:0:2]:443");
    }

    @Test
    void aProxyThatSpeaksForItselfIsTheClient() {
        HttpServer server = start(builder -> builder);

        assertThat(servers.connect().send(LOCAL).get("/").read().text())
                .startsWith("/127.0.0.1:")
                .endsWith(" to /127.0.0.1:" + server.address().getPort());
        assertThat(servers.connect().send("PROXY UNKNOWN\r\n").get("/").read().text())
                .startsWith("/127.0.0.1:");
    }

    @Test
    void aHeaderMayComeByteByByteAndItsRequestMuchLater() {
        start(server -> server);
        RawClient client = servers.connect();

        for (byte each : TEXT.getBytes(ISO_8859_1)) client.send(new byte[] {each});

        assertThat(client.get("/").read().text()).startsWith("/203.0.113.9:56324");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: test\r\n\r\n",
                "PROXY TCP4 203.0.113.9 198.51.100.2 56324\r\nGET / HTTP/1.1\r\nHost: test\r\n\r\n",
                "\r\n\r\n\0\r\nQUIT\n1\0\0\0",
            })
    void whatBeginsOtherwiseIsClosedWithoutAWord(String bytes) {
        HttpServer server = start(builder -> builder);
        RawClient client = servers.connect().send(bytes);

        assertThat(client.isAtEnd()).isTrue();
        assertThat(servers.logged()).isEmpty();
        await().untilAsserted(() -> assertThat(server.snapshot().closed()).isEqualTo(1));
    }

    @Test
    void aHeaderThatIsNotCompleteInTimeIsClosedWithoutAWord() {
        start(server -> server.headDeadline(Duration.ofMillis(100)));

        assertThat(servers.connect().isAtEnd()).isTrue();
        assertThat(servers.connect().send("PROXY TCP4 203.0.113.9 ").isAtEnd()).isTrue();
    }

    @Test
    void aClientThatGivesUpInItsHeaderIsForgotten() {
        HttpServer server = start(builder -> builder);

        servers.connect().send("PROXY TCP4").finish().isAtEnd();
        servers.connect().send("PROXY TCP4").reset();

        await().untilAsserted(() -> assertThat(server.snapshot().closed()).isEqualTo(2));
    }

    @Test
    void aServerThatStopsDoesNotWaitForAHeader() {
        HttpServer server = start(builder -> builder);
        RawClient silent = servers.connect();
        RawClient halfway = servers.connect().send("PROXY TCP4");
        await().untilAsserted(() -> assertThat(server.snapshot().opened()).isEqualTo(2));

        assertThat(server.stop(Patience.LIMIT)).isZero();
        assertThat(silent.isAtEnd()).isTrue();
        assertThat(halfway.isAtEnd()).isTrue();
    }

    /** The header comes first, as it is; haproxy in TCP mode does not look behind it. */
    @Test
    void tlsBeginsBehindTheHeader() throws IOException {
        TestCertificates certificate = TestCertificates.forNames("localhost");
        HttpServer server = servers.start(
                ADDRESSES,
                builder -> builder.endpoint(Endpoint.tcp("127.0.0.1", 0)
                        .tls(Tls.of(certificate.serverContext()))
                        .proxyProtocol()));
        Socket plain = servers.closeAfterwards(new Socket());
        plain.connect(server.address());
        plain.getOutputStream().write(BINARY);
        SSLSocket sealed = (SSLSocket) TestCertificates.clientContext(certificate)
                .getSocketFactory()
                .createSocket(plain, "localhost", server.address().getPort(), true);
        sealed.startHandshake();

        assertThat(servers.closeAfterwards(new RawClient(sealed))
                        .get("/")
                        .read()
                        .text())
                .startsWith("/[2001:db8:0:0:0:0:0:9]:56324 ");
    }

    @Test
    void bothCountWhereAProxyOfTheOtherKindStandsBehind() throws InterruptedException {
        BlockingQueue<ExchangeReport> completed = new LinkedBlockingQueue<>();
        start(server -> server.trustedProxies(TrustedProxies.of("203.0.113.9")).listener(completed::add));

        servers.connect()
                .send(TEXT)
                .get("/", "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https")
                .read();

        ExchangeReport report = completed.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(report.connection().remote()).hasToString("/192.0.2.1:0");
        assertThat(report.connection().local()).hasToString("/198.51.100.2:443");
        assertThat(report.connection().secure()).isTrue();
    }

    @Test
    void anotherEndpointOfTheServerSpeaksPlainHttp() {
        HttpServer server = start(builder -> builder.endpoint(Endpoint.tcp("127.0.0.1", 0)));
        RawClient plain = servers.closeAfterwards(
                new RawClient((InetSocketAddress) server.addresses().get(1)));

        assertThat(plain.get("/").read().text()).startsWith("/127.0.0.1:");
    }
}
