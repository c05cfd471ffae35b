package dev.dunlin.benchmarks.macro.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dunlin.benchmarks.Patience;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.http.Body;
import dev.dunlin.http.Response;
import dev.dunlin.http.server.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DownloadsTest {
    private static final Duration MOMENT = Duration.ofMillis(300);

    @Test
    void askAgainWhenTheAnswerHasCome() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        byte[] content = new byte[Load.B.bytes()];
        try (HttpServer server = HttpServer.builder()
                .port(0)
                .workers(1)
                .handler((request, responder) -> {
                    asked.incrementAndGet();
                    responder.respond(Response.of(200).withBody(Body.of(content)));
                })
                .start()) {
            // A moment may be too short for a machine that is slow, or has just begun.
            Fairness fairness = await().until(
                            () -> new Downloads(server.address(), Load.B).run(4, MOMENT),
                            run -> run.slowestBytes() > 2L * content.length);

            assertThat(asked.get()).isGreaterThan(8);
            assertThat(fairness.slowestToFastest()).isPositive().isLessThanOrEqualTo(1);
        }
    }

    @Test
    void failWhereAConnectionEnds() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> {
                try {
                    server.accept().close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            assertThatThrownBy(() -> new Downloads((InetSocketAddress) server.getLocalSocketAddress(), Load.B)
                            .run(1, Patience.LIMIT))
                    .isInstanceOf(MeasurementException.class)
                    .hasMessageStartingWith("a download has failed: ");
        }
    }

    @Test
    void tellHowTheSlowestFaresBesideTheFastest() {
        assertThat(new Fairness(50, 200).slowestToFastest()).isEqualTo(0.25);
        assertThat(new Fairness(0, 0).slowestToFastest()).isZero();
    }
}
