package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dunlin.http.LogCapture;
import dev.dunlin.http.TestCertificates;
import dev.dunlin.http.WatchedKeys;
import dev.dunlin.http.tls.ReloadedContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of clients, and of the server, while all threads that compute handshakes are busy. */
@Timeout(180)
class TlsOverloadTest {
    private static final TestCertificates CERTIFICATE = TestCertificates.forNames("localhost");
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    @RegisterExtension
    final TestServer servers = new TestServer();

    @TempDir
    private Path directory;

    private final CountDownLatch free = new CountDownLatch(1);
    private final WatchedKeys keys = new WatchedKeys(CERTIFICATE);

    @AfterEach
    void letAllGoOn() {
        free.countDown();
    }

    /** A server whose threads for handshakes all wait for {@link #free}. */
    private HttpServer startBusy(Endpoint... further) throws SSLException {
        keys.whenAsked(() -> {
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        HttpServer server = servers.start(Handlers.path(), builder -> {
            builder.endpoint(Endpoint.tcp("127.0.0.1", 0).tls(Tls.of(keys.context())));
            for (Endpoint endpoint : further) builder.endpoint(endpoint);
            return builder;
        });
        for (int i = 0; i < THREADS; i++) servers.connect().send(greeting());
        await().until(() -> keys.timesAsked() == THREADS);
        return server;
    }

    /** The first bytes of a client that shakes hands. */
    private static byte[] greeting() throws SSLException {
        SSLEngine client = TestCertificates.clientContext(CERTIFICATE).createSSLEngine("localhost", 443);
        client.setUseClientMode(true);
        ByteBuffer bytes = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
        client.wrap(ByteBuffer.allocate(0), bytes);
        byte[] greeting = new byte[bytes.flip().remaining()];
        bytes.get(greeting);
        return greeting;
    }

    @Test
    void whatClientsWantedThatHaveLeftIsNeverComputed() throws IOException {
        HttpServer server = startBusy();
        for (int i = 0; i < 20; i++) {
            RawClient client = servers.connect().send(greeting());
            await().until(() -> server.snapshot().handshakesWaiting() == THREADS + 1);
            if (i % 2 == 0) client.close();
            else client.reset();
            await().until(() -> server.snapshot().handshakesWaiting() == THREADS);
        }

        free.countDown();

        RawClient alive = new RawClient(TlsClients.shakeHands(server, parameters -> {}, CERTIFICATE));
        assertThat(alive.get("/alive").read().text()).isEqualTo("/alive");
        assertThat(keys.timesAsked()).isEqualTo(THREADS + 1);
        assertThat(server.snapshot().handshakesDiscarded()).isZero();
        alive.close();
    }

    @Test
    void certificatesThatAreReplacedAreReadMeanwhile() throws SSLException {
        Tls followed = Tls.builder()
                .certificate(CERTIFICATE.writeTo(directory, "it"), directory.resolve("it.key"))
                .lookEvery(Duration.ofMillis(20))
                .build();
        try (LogCapture log = new LogCapture(ReloadedContext.class)) {
            startBusy(Endpoint.tcp("127.0.0.1", 0).tls(followed));

            TestCertificates.forNames("other").writeTo(directory, "it");

            await().ignoreExceptionsInstanceOf(ConcurrentModificationException.class)
                    .until(() -> log.events(Level.INFO).size() == 1);
        }
    }
}
