package dev.dunlin.demo.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dunlin.http.files.FilesSnapshot;
import dev.dunlin.http.server.LoopHealth;
import dev.dunlin.http.server.WorkerSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusSamplerTest {
    private static final long SECOND = 1_000_000_000L;
    private static final FilesSnapshot FILES = new FilesSnapshot(1, 2, 3, 4, 5, 6, 7);

    private final ExchangeMetrics exchanges = new ExchangeMetrics(Clock.systemUTC());
    private final Figures figures = new Figures(exchanges, () -> FILES, () -> 0);
    private final Readiness readiness = new Readiness();
    private final StatusSampler sampler = new StatusSampler(figures, readiness, () -> Instant.ofEpochMilli(7_000), 0);

    @Test
    void beforeThereAreServersThereIsNothingToTell() {
        StatusSnapshot status = sampler.next(SECOND);

        assertThat(status.phase()).isEqualTo("starting");
        assertThat(status.workers()).isEmpty();
        assertThat(status.files()).isEqualTo(FILES);
        assertThat(status.second()).isEqualTo(new Sample(7_000, 0, 0, 0, 0, 0, List.of()));
    }

    @Test
    void requestsAndBytesAreThoseOfTheSecondHoweverLongItWas() {
        requests(10, Duration.ofMillis(1));
        sampler.next(SECOND);
        requests(30, Duration.ofMillis(1));

        StatusSnapshot status = sampler.next(3 * SECOND);

        assertThat(status.second().requests()).isEqualTo(15);
        assertThat(status.second().bytes()).isEqualTo(1_500);
        assertThat(status.requests()).isEqualTo(40);
        assertThat(status.upSeconds()).isEqualTo(3);
    }

    @Test
    void percentilesAreThoseOfTheLastSeconds() {
        requests(100, Duration.ofMillis(5));
        assertThat(sampler.next(SECOND).second().p50()).isCloseTo(4_500, within(600L));

        for (int i = 2; i < 11; i++) sampler.next(i * SECOND);
        requests(10, Duration.ofMillis(50));
        Sample later = sampler.next(11 * SECOND).second();

        assertThat(later.p50()).as("the first are forgotten").isCloseTo(45_000, within(6_000L));
    }

    @Test
    void aWorkersShareIsWhatItDidInTheSecond() {
        readiness.enter(Readiness.Phase.READY);
        figures.setWorkers(() -> List.of(worker(100, 500)));
        assertThat(sampler.next(SECOND).second().workers()).containsExactly(new Sample.Share(100, 0.5, 4, 2));

        figures.setWorkers(() -> List.of(worker(150, 700)));
        assertThat(sampler.next(2 * SECOND).second().workers()).singleElement().satisfies(share -> {
            assertThat(share.requests()).isEqualTo(50);
            assertThat(share.load()).isCloseTo(0.2, within(1e-9));
        });
    }

    private void requests(int count, Duration took) {
        for (int i = 0; i < count; i++) exchanges.completed(Exchanges.answered("GET", "/", 200, took));
    }

    private static WorkerSnapshot worker(long done, long busyMillis) {
        return new WorkerSnapshot(
                "dunlin-1",
                5,
                3,
                0,
                0,
                0,
                0,
                done,
                Duration.ofMillis(busyMillis),
                Duration.ofMillis(4),
                0,
                0,
                new LoopHealth(true, 0, 0));
    }
}
