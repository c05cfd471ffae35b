package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.dunlin.http.LogCapture;
import dev.dunlin.http.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A loop that does not come back from a turn is reported with its stack, once. */
@Timeout(180)
class StallTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final LogCapture log = new LogCapture(StallReport.class);
    private EventLoop loop;

    @BeforeEach
    void start() throws IOException {
        loop = new EventLoop("loop-under-test", MemoryBudget.unlimited(), failure -> {});
        loop.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        loop.execute(loop::end);
        assertThat(loop.join(Patience.LIMIT)).isTrue();
        log.close();
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private List<ILoggingEvent> reported() {
        return log.events(Level.WARN);
    }

    private CountDownLatch block() {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        loop.execute(() -> {
            blocked.countDown();
            waitLikeABadHandler(released);
        });
        await().until(() -> blocked.getCount() == 0);
        return released;
    }

    private static void waitLikeABadHandler(CountDownLatch released) {
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Test
    void isReportedOnceWithTheStack() {
        CountDownLatch released = block();

        loop.reportStall(in(Duration.ZERO), LIMIT);
        assertThat(reported()).isEmpty();
        loop.reportStall(in(LIMIT), LIMIT);
        loop.reportStall(in(LIMIT.multipliedBy(2)), LIMIT);

        assertThat(reported()).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage()).contains("loop-under-test", "10 s", "on(executor)");
            assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
                    .anyMatch(frame -> frame.getSTEAsString().contains("waitLikeABadHandler"));
        });
        released.countDown();
    }

    @Test
    void isReportedAgainWhenItIsAnotherOne() {
        CountDownLatch first = block();
        loop.reportStall(in(LIMIT), LIMIT);
        first.countDown();
        CountDownLatch second = block();

        loop.reportStall(in(LIMIT), LIMIT);

        assertThat(reported()).hasSize(2);
        second.countDown();
    }

    @Test
    void isNoneWhereALoopWaitsForSomethingToDo() {
        CountDownLatch released = block();
        released.countDown();

        await().untilAsserted(() -> {
            int before = reported().size();
            loop.reportStall(in(Duration.ofDays(1)), LIMIT);
            assertThat(reported()).hasSize(before);
        });
    }
}
