package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A selector that fails: for a while, which the loop bears, or for good, which is its end. */
@Timeout(180)
class SelectorFailureTest {
    private final ThrowingLog log = new ThrowingLog();
    private final Queue<Throwable> reported = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Boolean> wasCurrent = new CompletableFuture<>();
    private FailingSelector selector;
    private EventLoop loop;

    private void start(Throwable failure) throws IOException {
        selector = new FailingSelector(failure);
        loop = new EventLoop(
                "loop-under-test",
                MemoryBudget.unlimited(),
                cause -> {
                    reported.add(cause);
                    wasCurrent.complete(loop.isCurrent());
                },
                selector);
        loop.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        loop.execute(loop::end);
        assertThat(loop.join(Duration.ofSeconds(10))).isTrue();
        log.close();
    }

    @Test
    void memoryThatIsShortForAWhileIsWaitedFor() throws IOException {
        start(new OutOfMemoryError("on purpose"));

        selector.fail(5);
        await().until(() -> selector.toFail() == 0);
        CompletableFuture<Boolean> isCurrent = new CompletableFuture<>();
        loop.execute(() -> isCurrent.complete(loop.isCurrent()));

        assertThat(isCurrent.join()).isTrue();
        assertThat(loop.isAlive()).isTrue();
        assertThat(loop.outOfMemoryErrors()).isEqualTo(5);
        assertThat(reported).isEmpty();
    }

    @Test
    void tasksAndDeadlinesGoOnMeanwhile() throws IOException {
        start(new IOException("on purpose"));
        CompletableFuture<Integer> duringTrouble = new CompletableFuture<>();

        loop.execute(() -> {
            selector.fail(20);
            completeAfterAFailure(duringTrouble, 20);
        });

        assertThat(duringTrouble.join()).isBetween(1, 19);
    }

    /** Runs once a turn, on the loop, until the selector has failed: a test's thread might come too late for that. */
    private void completeAfterAFailure(CompletableFuture<Integer> toFail, int atFirst) {
        int left = selector.toFail();
        if (left < atFirst) toFail.complete(left);
        else loop.execute(() -> completeAfterAFailure(toFail, atFirst));
    }

    @Test
    void aSelectorThatIsBrokenEndsTheLoopWhichReportsItOnceAsTheLastThing() throws Exception {
        IOException broken = new IOException("on purpose");
        start(broken);

        selector.fail(Integer.MAX_VALUE);

        assertThat(wasCurrent.join()).isFalse();
        assertThat(loop.join(Duration.ofSeconds(30))).isTrue();
        assertThat(loop.isAlive()).isFalse();
        assertThat(selector.isOpen()).isFalse();
        assertThat(reported).containsExactly(broken);
        loop.execute(loop::stop);
        assertThat(log.calls()).as("its beginning, its end").isEqualTo(2);
    }

    @Test
    void aSelectorThatSomebodyHasClosedEndsTheLoopAtOnce() throws Exception {
        start(new IOException("does not happen"));

        selector.close();

        assertThat(loop.join(Duration.ofSeconds(10))).isTrue();
        assertThat(reported).hasSize(1);
    }
}
