package dev.dunlin.benchmarks.macro.holders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.server.HttpServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void isOverWithTheFirstOfSeveralPromptResponses() throws Exception {
        assertThat(recovery(request -> request > 3, Duration.ofSeconds(30))).isPresent();
        assertThat(requests.get()).isGreaterThan(10);
    }

    @Test
    void isNotOverWhileSomeRequestsFail() throws Exception {
        assertThat(recovery(request -> request % 5 != 0, Duration.ofMillis(200)))
                .isEmpty();
    }

    private Optional<Duration> recovery(IntPredicate isServed, Duration most) throws Exception {
        try (HttpServer server = HttpServer.builder()
                .port(0)
                .handler((request, responder) -> responder.respond(
                        isServed.test(requests.incrementAndGet())
                                ? Response.ok("content")
                                : Response.error(Status.SERVICE_UNAVAILABLE)))
                .start()) {
            return Recovery.await(server.address(), most);
        }
    }
}
