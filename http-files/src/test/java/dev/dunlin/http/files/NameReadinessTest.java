package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NameReadinessTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final NameReadiness readiness = new NameReadiness();

    private CompletableFuture<Boolean> within(Duration time) {
        return readiness.within(time).toCompletableFuture();
    }

    @Test
    void tellsAllThatWaitAndAllThatComeLater() {
        CompletableFuture<Boolean> one = within(LONG);
        CompletableFuture<Boolean> two = within(LONG);
        assertThat(one).isNotDone();
        readiness.settle(true);

        assertThat(one).isCompletedWithValue(true);
        assertThat(two).isCompletedWithValue(true);
        assertThat(within(LONG)).isCompletedWithValue(true);
        assertThat(within(Duration.ZERO)).isCompletedWithValue(true);
        assertThat(readiness.waiting()).isZero();
    }

    @Test
    void staysAsItWasSettledFirst() {
        readiness.settle(false);
        readiness.settle(true);
        assertThat(within(LONG)).isCompletedWithValue(false);
    }

    @Test
    void keepsNothingOfThoseThatHaveWaitedInVain() {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) all.add(within(Duration.ofMillis(1)));
        await().atMost(Duration.ofSeconds(60)).until(() -> readiness.waiting() == 0);
        assertThat(all).allSatisfy(waiter -> assertThat(waiter.get()).isFalse());
    }

    @Test
    void tellsTheOthersWhenOneThrows() {
        CompletableFuture<Boolean> one = within(LONG);
        CompletableFuture<Void> failed = one.thenAccept(ready -> {
            throw new IllegalStateException("a bug of whoever waits");
        });
        CompletableFuture<Boolean> two = within(LONG);
        readiness.settle(true);
        assertThat(failed).isCompletedExceptionally();
        assertThat(two).isCompletedWithValue(true);
    }
}
