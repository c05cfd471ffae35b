package dev.dunlin.demo.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExchangeMetricsTest {
    private final ExchangeMetrics metrics = new ExchangeMetrics(Clock.systemUTC());

    @Test
    void anExchangeIsCountedInAllWays() {
        metrics.completed(Exchanges.answered("GET", "/a", 200, Duration.ofMillis(3)));
        metrics.completed(Exchanges.answered("GET", "/a", 304, Duration.ofMillis(2)));

        assertThat(metrics.requests().total()).isEqualTo(2);
        assertThat(metrics.latencies().sumNanos()).isEqualTo(5_000_000);
        assertThat(Arrays.stream(metrics.latencies().counts()).sum()).isEqualTo(2);
        assertThat(metrics.bytesSent().sum()).isEqualTo(200);
        assertThat(metrics.topPaths().top(5)).containsExactly(new HeavyHitters.Hit("/a", 2));
        assertThat(metrics.lastErrors().all()).isEmpty();
    }

    @Test
    void whatDidNotGoWellIsRemembered() {
        metrics.completed(Exchanges.answered("GET", "/missing", 404));
        metrics.completed(Exchanges.abandoned("/gone"));
        metrics.completed(Exchanges.unreadable());

        assertThat(metrics.lastErrors().all()).hasSize(3);
        assertThat(metrics.requests().total()).isEqualTo(3);
    }
}
