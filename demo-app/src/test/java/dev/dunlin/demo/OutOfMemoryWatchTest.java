package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Out-of-memory errors are survived one by one, but not again and again. */
class OutOfMemoryWatchTest {
    private final OutOfMemoryWatch watch = new OutOfMemoryWatch(() -> 0, () -> {});

    private boolean areTooMany(long total, long seconds) {
        return watch.areTooMany(total, Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void noneAreNotTooMany() {
        assertThat(areTooMany(0, 0)).isFalse();
        assertThat(areTooMany(0, 1000)).isFalse();
    }

    @Test
    void fiveWithinAMinuteAre() {
        assertThat(areTooMany(1, 10)).isFalse();
        assertThat(areTooMany(2, 20)).isFalse();
        assertThat(areTooMany(4, 40)).isFalse();
        assertThat(areTooMany(4, 50)).isFalse();
        assertThat(areTooMany(5, 70)).isTrue();
    }

    @Test
    void fiveWithinALongerTimeAreNot() {
        assertThat(areTooMany(1, 10)).isFalse();
        assertThat(areTooMany(4, 20)).isFalse();
        assertThat(areTooMany(5, 71)).isFalse();
        assertThat(areTooMany(6, 81)).isFalse();
    }

    @Test
    void manyAtOnceAre() {
        assertThat(areTooMany(1_000_000, 10)).isTrue();
    }

    @Test
    void whatWasTooManyIsForgottenAfterAMinute() {
        assertThat(areTooMany(5, 10)).isTrue();
        assertThat(areTooMany(5, 71)).isFalse();
    }

    @Test
    void itIsToldOnceAndSurvivesTheErrorThatItWatches() {
        AtomicLong asked = new AtomicLong();
        AtomicInteger told = new AtomicInteger();
        OutOfMemoryWatch running = new OutOfMemoryWatch(
                () -> {
                    if (asked.incrementAndGet() == 1) throw new OutOfMemoryError("on purpose");
                    return 5;
                },
                told::incrementAndGet);

        running.start();

        await().until(() -> told.get() == 1);
        running.close();
    }
}
