package dev.dunlin.benchmarks.macro.holders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.server.HttpServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class MetricsWatchTest {
    private volatile Response page = page(0.004, 10, 3);
    private HttpServer admin;
    private LoopClocks clocks;
    private MetricsWatch watch;

    @BeforeEach
    void start() throws Exception {
        admin = HttpServer.builder()
                .port(0)
                .workers(1)
                .handler((request, responder) -> responder.respond(page))
                .start();
        clocks = LoopClocks.of(ProcessHandle.current().pid(), List.of());
        watch = MetricsWatch.start(admin.address(), clocks);
    }

    @AfterEach
    void close() {
        watch.close();
        clocks.close();
        admin.close();
    }

    @Test
    void knowsTheLoops() throws Exception {
        assertThat(MetricsWatch.workers(admin.address())).containsExactly("a-loop");
    }

    @Test
    void keepsThePeaks() {
        await().until(() -> watch.open().isPresent());
        assertThat(watch.open()).contains(4);

        page = page(0.3, 30, 5);
        await().until(() -> watch.open().equals(Optional.of(6)));
        page = page(0.008, 20, 1);
        await().until(() -> watch.open().equals(Optional.of(2)));

        assertThat(watch.peaks()).isEqualTo(new Peaks(30.0, null, null, 300, 0, 300));
    }

    @Test
    void doesNotCountATurnThatWasToldBefore() {
        page = page(0.3, 30, 5);
        await().until(() -> watch.open().equals(Optional.of(6)));

        watch.begin();
        page = page(0.3, 30, 7);
        await().until(() -> watch.open().equals(Optional.of(8)));

        assertThat(watch.peaks().turnMillis()).isZero();
    }

    @Test
    void knowsNothingOfAServerThatDoesNotRespond() {
        await().until(() -> watch.open().isPresent());

        page = Response.error(Status.SERVICE_UNAVAILABLE);

        await().until(() -> watch.open().isEmpty());
    }

    private static Response page(double lag, long heap, int open) {
        return Response.ok("""
                dunlin_worker_lag_seconds{worker="a-loop"} %s
                dunlin_connections_open{worker="a-loop"} %d
                dunlin_connections_open{worker="another"} 1
                jvm_memory_used_bytes{area="heap",id="a"} %d
                """.formatted(lag, open, heap));
    }
}
