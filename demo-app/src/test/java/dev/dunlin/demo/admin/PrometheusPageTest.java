package dev.dunlin.demo.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.files.FilesSnapshot;
import dev.dunlin.http.server.LoopHealth;
import dev.dunlin.http.server.WorkerSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusPageTest {
    private final ExchangeMetrics exchanges = new ExchangeMetrics(Clock.systemUTC());
    private final Figures figures = new Figures(exchanges, () -> new FilesSnapshot(1, 2, 3, 4, 5, 6, 7), () -> 7);
    private final PrometheusPage page = new PrometheusPage(figures);

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void requestsAreToldByMethodAndStatusAsTheyComeUp() {
        exchanges.completed(Exchanges.answered("GET", "/", 200));
        assertThat(scrape().figure("dunlin_requests_total{method=\"GET\",status=\"200\"}"))
                .isEqualTo(1);

        exchanges.completed(Exchanges.answered("GET", "/", 200));
        exchanges.completed(Exchanges.answered("BREW", "/", 405));
        exchanges.completed(Exchanges.abandoned("/"));
        Exposition second = scrape();
        assertThat(second.figure("dunlin_requests_total{method=\"GET\",status=\"200\"}"))
                .isEqualTo(2);
        assertThat(second.figure("dunlin_requests_total{method=\"other\",status=\"405\"}"))
                .isEqualTo(1);
        assertThat(second.figure("dunlin_requests_total{method=\"GET\",status=\"none\"}"))
                .isEqualTo(1);
        assertThat(second.types()).containsEntry("dunlin_requests_total", "counter");
        assertThat(second.figure("dunlin_sent_bytes_total")).isEqualTo(300);
    }

    @Test
    void durationsAreAHistogramThatAddsUp() {
        exchanges.completed(Exchanges.answered("GET", "/", 200, Duration.ofNanos(700)));
        exchanges.completed(Exchanges.answered("GET", "/", 200, Duration.ofMillis(15)));
        exchanges.completed(Exchanges.answered("GET", "/", 200, Duration.ofSeconds(20)));

        Exposition told = scrape();

        String name = "dunlin_request_duration_seconds";
        assertThat(told.types()).containsEntry(name, "histogram");
        assertThat(told.figure(name + "_bucket{le=\"1.0E-6\"}")).isEqualTo(1);
        assertThat(told.figure(name + "_bucket{le=\"0.01\"}")).isEqualTo(1);
        assertThat(told.figure(name + "_bucket{le=\"0.02\"}")).isEqualTo(2);
        assertThat(told.figure(name + "_bucket{le=\"10.0\"}")).isEqualTo(2);
        assertThat(told.figure(name + "_bucket{le=\"+Inf\"}")).isEqualTo(3);
        assertThat(told.figure(name + "_count")).isEqualTo(3);
        assertThat(told.figure(name + "_sum")).isEqualTo(20.0150007);
    }

    @Test
    void workersAreToldOfFromWhenThereAreAny() {
        assertThat(scrape().figures().keySet()).noneMatch(name -> name.startsWith("dunlin_worker"));

        figures.setWorkers(() -> List.of(worker("w-1", 10), worker("w-2", 20)));
        Exposition told = scrape();

        assertThat(told.figure("dunlin_worker_exchanges_total{worker=\"w-1\"}")).isEqualTo(10);
        assertThat(told.figure("dunlin_worker_exchanges_total{worker=\"w-2\"}")).isEqualTo(20);
        assertThat(told.figure("dunlin_connections_evicted_total{worker=\"w-1\"}"))
                .isEqualTo(4);
        assertThat(told.figure("dunlin_connections_memory_bytes{worker=\"w-1\"}"))
                .isEqualTo(4096);
        assertThat(told.figure("dunlin_connections_aborted_for_memory_total{worker=\"w-1\"}"))
                .isEqualTo(2);
        assertThat(told.figure("dunlin_tls_handshakes_waiting{worker=\"w-1\"}")).isEqualTo(6);
        assertThat(told.figure("dunlin_tls_handshakes_discarded_total{worker=\"w-1\"}"))
                .isEqualTo(8);
        assertThat(told.figure("dunlin_worker_alive{worker=\"w-1\"}")).isEqualTo(1);
        assertThat(told.figure("dunlin_worker_errors_total{worker=\"w-1\"}")).isEqualTo(9);
        assertThat(told.figure("dunlin_worker_busy_seconds_total{worker=\"w-1\"}"))
                .isEqualTo(1.5);
        assertThat(told.figure("dunlin_worker_lag_seconds{worker=\"w-1\"}")).isEqualTo(0.25);
        assertThat(told.figure("dunlin_connections_open{worker=\"w-1\"}")).isEqualTo(4);
        assertThat(told.figure("dunlin_connections_opened_total{worker=\"w-1\"}"))
                .isEqualTo(7);
        assertThat(told.figure("dunlin_connections_refused_total{worker=\"w-1\"}"))
                .isEqualTo(1);
    }

    @Test
    void filesAndTheJvmAreToldOf() {
        Exposition told = scrape();

        assertThat(told.figure("dunlin_cache_hits_total")).isEqualTo(1);
        assertThat(told.figure("dunlin_cache_misses_total")).isEqualTo(2);
        assertThat(told.figure("dunlin_cache_entries")).isEqualTo(3);
        assertThat(told.figure("dunlin_cache_bytes")).isEqualTo(4);
        assertThat(told.figure("dunlin_cache_open_files")).isEqualTo(5);
        assertThat(told.figure("dunlin_names")).isEqualTo(6);
        assertThat(told.figure("dunlin_access_log_dropped_total")).isEqualTo(7);
        assertThat(told.figure("process_uptime_seconds")).isPositive();
        assertThat(told.figure("jvm_threads_live_threads")).isPositive();
        assertThat(told.figures().keySet()).anyMatch(name -> name.startsWith("jvm_memory_used_bytes{area=\"heap\""));
        assertThat(told.figures().keySet()).anyMatch(name -> name.startsWith("jvm_gc_"));
    }

    private Exposition scrape() {
        List<Response> answers = new ArrayList<>();
        page.handle(Request.builder("GET", "/metrics").build(), answers::add);
        Response answer = answers.get(0);
        assertThat(answer.headers().first("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        byte[] content = answer.body().bytes(1 << 20).toCompletableFuture().join();
        return Exposition.parse(new String(content, StandardCharsets.UTF_8));
    }

    private static WorkerSnapshot worker(String name, long exchanges) {
        return new WorkerSnapshot(
                name,
                7,
                3,
                1,
                4,
                4096,
                2,
                exchanges,
                Duration.ofMillis(1_500),
                Duration.ofMillis(250),
                6,
                8,
                new LoopHealth(true, 9, 0));
    }
}
