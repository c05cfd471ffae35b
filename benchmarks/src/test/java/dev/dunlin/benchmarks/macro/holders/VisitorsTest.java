package dev.dunlin.benchmarks.macro.holders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Response;
import dev.dunlin.http.server.HttpServer;
import org.junit.jupiter.api.Test;

class VisitorsTest {
    @Test
    void askOverAKeptConnectionAndOverNewOnes() throws Exception {
        try (HttpServer server = serve(200);
                Visitors visitors = Visitors.start(server.address())) {
            Latencies latencies = visitors.enter();
            await().until(() -> latencies.figures().count() >= 8);

            visitors.close();

            assertThat(latencies.figures().failures()).isZero();
            assertThat(opened(server))
                    .isGreaterThan(1)
                    .isLessThan(latencies.figures().count() + 2L);
        }
    }

    @Test
    void takeWhatIsNotGoodForAFailure() throws Exception {
        try (HttpServer server = serve(503);
                Visitors visitors = Visitors.start(server.address())) {
            Latencies latencies = visitors.enter();

            await().until(() -> latencies.figures().failures() >= 2);
        }
    }

    private static long opened(HttpServer server) {
        return server.snapshot().workers().stream()
                .mapToLong(worker -> worker.opened())
                .sum();
    }

    private static HttpServer serve(int status) {
        return HttpServer.builder()
                .port(0)
                .workers(1)
                .handler((request, responder) ->
                        responder.respond(status == 200 ? Response.ok("content") : Response.error(status)))
                .start();
    }
}
