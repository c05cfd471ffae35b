package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.server.Endpoint;
import dev.dunlin.http.server.HttpServer;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ServersTest {
    private static final int COUNT = 5;
    private static final Duration GRACE = Duration.ofSeconds(3);

    @Test
    void allHaveTheSameGraceAtTheSameTimeAndTheirCutConnectionsAreAddedUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(COUNT);
        HttpServer.Builder silent = HttpServer.builder().workers(1).handler((request, responder) -> asked.countDown());
        Endpoint any = Endpoint.tcp("127.0.0.1", 0);
        Servers servers = Servers.start(silent, Collections.nCopies(COUNT, List.of(any)));
        List<Socket> clients = new ArrayList<>();
        for (String uri : servers.uris()) clients.add(ask(URI.create(uri)));
        assertThat(asked.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        long start = System.nanoTime();
        int cut = servers.stop(GRACE);

        assertThat(cut).isEqualTo(COUNT);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(GRACE)
                .isLessThan(GRACE.multipliedBy(COUNT - 1));
        for (Socket client : clients) client.close();
    }

    private static Socket ask(URI uri) throws Exception {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
