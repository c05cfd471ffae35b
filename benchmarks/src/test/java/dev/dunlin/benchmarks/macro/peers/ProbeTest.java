package dev.dunlin.benchmarks.macro.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.benchmarks.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeTest {
    private static final String CONTENT = "x".repeat(1000);

    /** {@code ~} stands for the end of a line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A  | HTTP/1.1 404 Not Found~             | answers with HTTP/1.1 404 Not Found
            A  | HTTP/1.1 200 OK~                    | does not tell the length of its answer
            A  | HTTP/1.1 200 OK~Content-Length: 10~ | answers with 10 bytes instead of 1000
            A  | HTTP/1.1 200 OK~Content-Length: 10  | ends the connection before the end of its answer
            D  | HTTP/1.1 200 OK~Content-Length:1000~ | closes the connection without saying so, which wrk takes for a failure
            E2 | HTTP/1.1 200 OK~Content-Length:1000~ | does not keep a connection of HTTP/1.0
            """)
    void objectsToWhatWouldNotBeMeasuredAsItIsMeant(Load load, String head, String objection) throws Exception {
        assertThat(objection(load, head.replace("~", "\r\n") + "\r\n")).contains(objection);
    }

    @ParameterizedTest
    @CsvSource({
        "A, GET /small.html HTTP/1.1, keep-alive",
        "D, GET /small.html HTTP/1.1, close",
        "E1, GET /small.html HTTP/1.0, close",
        "E2, GET /small.html HTTP/1.0, Keep-Alive",
        "F, GET /small.html HTTP/1.1, keep-alive"
    })
    void takesWhatDoesAsItIsAsked(Load load, String requestLine, String connection) throws Exception {
        String head = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\nConnection: " + connection + "\r\n\r\n";

        assertThat(objection(load, head)).isEmpty();
        assertThat(asked).startsWith(requestLine + "\r\n");
    }

    @Test
    void objectsWhereNobodyListens() throws Exception {
        // A port that is taken, so that nobody else listens there, and not listened on.
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            InetSocketAddress nobody = (InetSocketAddress) taken.getLocalSocketAddress();
            assertThat(new Probe(Load.A).objection(nobody)).get().asString().startsWith("does not answer: ");
        }
    }

    private String asked = "";

    /** Of a server that sends that and the content, and ends the connection. */
    private Optional<String> objection(Load load, String head) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> request = CompletableFuture.supplyAsync(() -> answer(server, head + CONTENT));
            Optional<String> objection = new Probe(load).objection((InetSocketAddress) server.getLocalSocketAddress());
            asked = request.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            return objection;
        }
    }

    private static String answer(ServerSocket server, String answer) {
        try (Socket client = server.accept()) {
            byte[] request = new byte[1000];
            int length = client.getInputStream().read(request);
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            return new String(request, 0, length, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
