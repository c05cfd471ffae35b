package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class HandshakeExecutorTest {
    private final ManualThreads threads = new ManualThreads();
    private final List<String> done = new ArrayList<>();
    private final List<String> discarded = new ArrayList<>();
    private final HandshakeExecutor executor = new HandshakeExecutor(threads, 2, 3);

    private HandshakeTask task(String name, Runnable work) {
        return new HandshakeTask(true, "anybody", work, () -> discarded.add(name));
    }

    private long execute(String name) {
        return executor.execute(task(name, () -> done.add(name)));
    }

    @Test
    void whatIsAddedIsDone() {
        execute("a");
        execute("b");
        execute("c");

        threads.run();

        assertThat(done).containsExactly("a", "b", "c");
        assertThat(discarded).isEmpty();
    }

    @Test
    void noMoreThreadsAreUsedThanAllowedAndNewOnesWhenTheseHaveEnded() {
        execute("a");
        execute("b");
        execute("c");
        assertThat(threads.started()).isEqualTo(2);
        threads.run();

        execute("d");

        assertThat(threads.started()).isEqualTo(1);
        threads.run();
        assertThat(done).containsExactly("a", "b", "c", "d");
    }

    @Test
    void whatIsCancelledWhileItWaitsIsNeverDone() {
        long first = execute("a");
        execute("b");

        executor.cancel(first);
        threads.run();
        executor.cancel(first);

        assertThat(done).containsExactly("b");
        assertThat(discarded).isEmpty();
    }

    @Test
    void ofTooManyTheOldestIsDiscarded() {
        for (String name : List.of("a", "b", "c", "d", "e")) execute(name);

        threads.run();

        assertThat(discarded).containsExactly("a", "b");
        assertThat(done).containsExactly("c", "d", "e");
    }

    @Test
    void whatIsDoneWhileAnotherIsAddedMakesRoom() {
        executor.execute(task("busy", () -> {
            done.add("busy");
            for (String name : List.of("a", "b", "c")) execute(name);
        }));

        threads.run();

        assertThat(done).containsExactly("busy", "a", "b", "c");
        assertThat(discarded).isEmpty();
    }

    @Test
    void anErrorInAStepDoesNotEndTheThread() {
        executor.execute(task("failing", () -> {
            throw new StackOverflowError();
        }));
        execute("a");

        threads.run();

        assertThat(done).containsExactly("a");
    }

    @Test
    void aThreadThatCannotBeStartedLeavesNothingBehind() {
        boolean[] refuses = {true};
        HandshakeExecutor scarce = new HandshakeExecutor(
                work -> {
                    if (refuses[0]) throw new OutOfMemoryError("unable to create native thread");
                    threads.execute(work);
                },
                1,
                3);
        assertThatThrownBy(() -> scarce.execute(task("a", () -> done.add("a")))).isInstanceOf(OutOfMemoryError.class);

        refuses[0] = false;
        scarce.execute(task("b", () -> done.add("b")));
        threads.run();

        assertThat(done).containsExactly("b");
    }

    @Test
    void onceClosedItRejectsStepsAndDropsThoseThatWait() {
        execute("a");

        executor.close();
        threads.run();

        assertThat(done).isEmpty();
        assertThatThrownBy(() -> execute("b")).isInstanceOf(RejectedExecutionException.class);
        assertThat(threads.started()).isZero();
    }

    @Test
    void boundsBelowOneAreRefused() {
        assertThatThrownBy(() -> new HandshakeExecutor(threads, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxRunning must be at least 1: 0");
        assertThatThrownBy(() -> new HandshakeExecutor(threads, 1, 0)).hasMessage("maxWaiting must be at least 1: 0");
    }
}
