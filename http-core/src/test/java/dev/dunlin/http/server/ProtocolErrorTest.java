package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no HTTP is answered with the right status, and nothing after it is taken for a request. */
@Timeout(180)
class ProtocolErrorTest {
    @RegisterExtension
    final TestServer servers = new TestServer();

    private final List<Request> handled = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        servers.start((request, responder) -> {
            handled.add(request);
            responder.respond(Response.ok("handled"));
        });
    }

    private static Arguments of(int status, String raw) {
        return Arguments.of(status, raw.length() > 60 ? raw.substring(0, 60) + "..." : raw, raw);
    }

    static Stream<Arguments> malformed() {
        String get = "GET / HTTP/1.1\r\nHost: a\r\n";
        String post = "POST / HTTP/1.1\r\nHost: a\r\n";
        return Stream.of(
                of(400, "garbage\r\n\r\n"),
                of(400, "\n"),
                of(400, "\r\r\n"),
                of(400, " GET / HTTP/1.1\r\n"),
                of(400, "\u0000\u0001\u0002\u0003"),
                of(400, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000"),
                of(400, "GET  / HTTP/1.1\r\n"),
                of(400, "GET /\r\n\r\n"),
                of(400, "GET / \r\n\r\n"),
                of(400, "GET / HTTP/1.1 \r\n"),
                of(400, "GET / http/1.1\r\n"),
                of(400, "GET / HTTP/11\r\n"),
                of(400, "GET / HTTP/1.1\nHost: a\r\n\r\n"),
                of(400, "GET /a\tb HTTP/1.1\r\n"),
                of(400, "GET noslash HTTP/1.1\r\nHost: a\r\n\r\n"),
                of(400, "GET / HTTP/1.1\r\n\r\n"),
                of(400, get + "Host: a\r\n\r\n"),
                of(400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
                of(400, "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"),
                of(400, get + "X : y\r\n\r\n"),
                of(400, get + ": y\r\n\r\n"),
                of(400, get + "X y\r\n\r\n"),
                of(400, get + "X: y\r\n folded\r\n\r\n"),
                of(400, get + "X: y\n\r\n"),
                of(400, get + "X: a\rb\r\n\r\n"),
                of(400, get + "X: a\u0000b\r\n\r\n"),
                of(400, post + "Content-Length: +5\r\n\r\n"),
                of(400, post + "Content-Length: -5\r\n\r\n"),
                of(400, post + "Content-Length: 5, 5\r\n\r\n"),
                of(400, post + "Content-Length: 0x5\r\n\r\n"),
                of(400, post + "Content-Length: \r\n\r\n"),
                of(400, post + "Content-Length: 99999999999999999999\r\n\r\n"),
                of(400, post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n"),
                of(400, post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"),
                of(400, post + "Transfer-Encoding: chunked, gzip\r\n\r\n"),
                of(400, post + "Transfer-Encoding: gzip\r\n\r\n"),
                of(400, post + "Transfer-Encoding: chunked, chunked\r\n\r\n"),
                of(400, post + "Transfer-Encoding: \r\n\r\n"),
                of(400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"),
                of(414, "GET /" + "a".repeat(9000)),
                of(414, "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                of(414, "G".repeat(9000)),
                of(417, get + "Expect: 100-maybe\r\n\r\n"),
                of(431, get + "X: y\r\n".repeat(101) + "\r\n"),
                of(431, get + "X: " + "y".repeat(33_000)),
                of(431, get + "x".repeat(33_000)),
                of(501, "CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n"),
                of(501, post + "Transfer-Encoding: gzip, chunked\r\n\r\n"),
                of(505, "GET / HTTP/2.0\r\n"),
                of(505, "GET / HTTP/0.9\r\nHost: a\r\n\r\n"),
                of(505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("malformed")
    void isRefusedWithItsStatusAndTheEnd(int status, String shown, String raw) {
        RawClient client = servers.connect().send(raw);

        Answer answer = client.read();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.keepsAlive()).isFalse();
        assertThat(answer.field("Content-Type")).startsWith("text/html");
        assertThat(client.readToEnd()).isEmpty();
        assertThat(handled).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("malformed")
    void isRefusedTheSameWhenItComesByteByByte(int status, String shown, String raw) {
        RawClient client = servers.connect();
        byte[] bytes = raw.getBytes(ISO_8859_1);

        // A refusal may come before the last byte; the rest is lingered over.
        if (bytes.length < 1000) {
            for (byte b : bytes) client.send(new byte[] {b});
        } else {
            for (int at = 0; at < bytes.length; at += 97) {
                client.send(Arrays.copyOfRange(bytes, at, Math.min(at + 97, bytes.length)));
            }
        }

        assertThat(client.read().status()).isEqualTo(status);
        assertThat(handled).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("malformed")
    void aClientThatIsStillSendingReceivesTheRefusal(int status, String shown, String raw) {
        RawClient client = servers.connect();

        client.send(raw + Requests.get("/never").repeat(10_000));

        // An unfinished head is refused for what follows, which may be another reason.
        if (raw.endsWith("\r\n\r\n")) {
            assertThat(client.read().status()).isEqualTo(status);
        } else {
            assertThat(client.read().status()).isBetween(400, 505);
        }
        assertThat(client.readToEnd()).isEmpty();
        assertThat(handled).isEmpty();
    }

    @Test
    void theLimitsThemselvesAreAllowed() {
        RawClient client = servers.connect();
        String longest = "GET /" + "a".repeat(8 * 1024 - "GET / HTTP/1.1".length()) + " HTTP/1.1\r\nHost: a\r\n\r\n";

        assertThat(client.send(longest).read().status()).isEqualTo(200);
        assertThat(client.send("GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(99) + "\r\n")
                        .read()
                        .status())
                .isEqualTo(200);
        assertThat(client.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(32 * 1024 - 9 - 5) + "\r\n\r\n")
                        .read()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theLimitsAreConfigurable() {
        servers.start(
                Handlers.path(),
                server -> server.maxRequestLine(30).maxFields(2).maxFieldBytes(60));

        assertThat(servers.connect().get("/0123456789").read().status()).isEqualTo(200);
        assertThat(servers.connect()
                        .get("/0123456789012345678901234567890")
                        .read()
                        .status())
                .isEqualTo(414);
        assertThat(servers.connect().get("/", "A: b").read().status()).isEqualTo(200);
        assertThat(servers.connect().get("/", "A: b", "C: d").read().status()).isEqualTo(431);
        assertThat(servers.connect().get("/", "A: " + "b".repeat(60)).read().status())
                .isEqualTo(431);
    }

    @Test
    void aMalformedRequestIsAnsweredBehindTheAnswersThatAreStillAwaited() {
        Handlers.Waiting later = new Handlers.Waiting();
        servers.start(later);
        RawClient client = servers.connect().send(Requests.get("/") + "garbage\r\n\r\n");

        later.next().responder().respond(Response.ok("first"));

        assertThat(client.read(2)).extracting(Answer::status).containsExactly(200, 400);
        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void nothingIsLoggedForWhatClientsDoWrong() {
        servers.connect().send("garbage\r\n\r\n").read();

        assertThat(servers.logged()).isEmpty();
    }
}
