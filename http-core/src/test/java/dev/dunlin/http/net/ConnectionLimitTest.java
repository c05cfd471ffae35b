package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The places that the connections of all loops share. */
@Timeout(180)
class ConnectionLimitTest {
    private final Runnable retry = mock(Runnable.class);

    @Test
    void thereAreAsManyPlacesAsAllowed() {
        ConnectionLimit limit = new ConnectionLimit(2);

        assertThat(limit.acquire(retry)).isTrue();
        assertThat(limit.acquire(retry)).isTrue();
        assertThat(limit.acquire(retry)).isFalse();

        assertThat(limit.open()).isEqualTo(2);
        verifyNoInteractions(retry);
    }

    @Test
    void whoeverWasRefusedIsToldOnceWhenAPlaceIsFree() {
        ConnectionLimit limit = new ConnectionLimit(1);
        Runnable other = mock(Runnable.class);
        limit.acquire(() -> {});
        limit.acquire(retry);
        limit.acquire(other);

        limit.release();

        verify(retry).run();
        verify(other).run();
        assertThat(limit.open()).isZero();
        limit.acquire(() -> {});
        limit.release();
        verify(retry).run();
    }

    @Test
    void theEndOfTheLastConnectionIsAwaited() throws Exception {
        ConnectionLimit limit = new ConnectionLimit(2);
        limit.acquire(retry);
        limit.acquire(retry);
        FutureTask<Integer> left = new FutureTask<>(() -> limit.awaitNone(Duration.ofSeconds(Long.MAX_VALUE)));
        Thread waiting = new Thread(left);
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        limit.release();
        assertThat(left).isNotDone();
        limit.release();

        assertThat(left.get()).isZero();
    }

    @Test
    void whenTheTimeIsUpThoseThatAreLeftAreCounted() throws InterruptedException {
        ConnectionLimit limit = new ConnectionLimit(2);
        limit.acquire(retry);
        long start = System.nanoTime();

        assertThat(limit.awaitNone(Duration.ofMillis(50))).isEqualTo(1);

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
        assertThat(limit.awaitNone(Duration.ZERO)).isEqualTo(1);
        assertThat(limit.awaitNone(Duration.ofSeconds(-1))).isEqualTo(1);
        limit.release();
        assertThat(limit.awaitNone(Duration.ofSeconds(Long.MAX_VALUE))).isZero();
    }

    @Test
    void manyThreadsNeverHoldMorePlacesThanThereAreAndNoneIsForgotten() throws InterruptedException {
        int most = 1;
        int threads = 4;
        ConnectionLimit limit = new ConnectionLimit(most);
        AtomicInteger held = new AtomicInteger();
        AtomicInteger greatest = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            new Thread(() -> {
                        for (int i = 0; i < 300; i++) {
                            // A thread that is forgotten waits here until the test is given up.
                            Semaphore woken = new Semaphore(0);
                            while (!limit.acquire(woken::release)) woken.acquireUninterruptibly();
                            greatest.accumulateAndGet(held.incrementAndGet(), Math::max);
                            // The longer a place is held, the more are refused.
                            LockSupport.parkNanos(1);
                            held.decrementAndGet();
                            limit.release();
                        }
                        done.countDown();
                    })
                    .start();
        }

        int greatestTold = 0;
        // Waits in between: where there is one processor, those that hold places need it.
        while (!done.await(10, TimeUnit.MICROSECONDS)) greatestTold = Math.max(greatestTold, limit.open());

        assertThat(greatest).hasValueLessThanOrEqualTo(most);
        assertThat(greatestTold).isLessThanOrEqualTo(most);
        assertThat(limit.open()).isZero();
    }
}
