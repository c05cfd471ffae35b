package dev.dunlin.http.testing.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.dunlin.http.Patience;
import dev.dunlin.http.net.Deadline;
import dev.dunlin.http.net.Deadlines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A loop that runs when it is driven, and a clock that goes when it is moved. */
@Timeout(180)
class ManualLoopTest {
    private static final Duration PATIENCE = Patience.LIMIT;

    private final ManualLoop loop = new ManualLoop(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<String> done = new ArrayList<>();

    @Test
    void tasksWaitUntilTheLoopIsDrivenAndThenAllRun() {
        loop.execute(() -> {
            done.add("first");
            loop.execute(() -> done.add("third"));
        });
        loop.execute(() -> done.add("second"));
        assertThat(done).isEmpty();

        loop.drive(() -> done.add("driven"));

        assertThat(done).containsExactly("driven", "first", "second", "third");
    }

    @Test
    void theLoopIsCurrentForWhatItRunsAndForNothingElse() {
        List<Boolean> current = new ArrayList<>();
        loop.execute(() -> current.add(loop.isCurrent()));

        loop.drive(() -> current.add(loop.isCurrent()));

        assertThat(current).containsExactly(true, true);
        assertThat(loop.isCurrent()).isFalse();
    }

    @Test
    void aLoopIsNotDrivenFromWithinAndCanBeDrivenAfterAFailure() {
        assertThatIllegalStateException().isThrownBy(() -> loop.drive(() -> loop.drive(() -> {})));

        loop.drive(() -> done.add("again"));

        assertThat(done).containsExactly("again");
    }

    @Test
    void aTaskOfAnotherThreadIsWaitedFor() throws InterruptedException {
        Thread other = new Thread(() -> loop.execute(() -> done.add(loop.isCurrent() ? "on the loop" : "elsewhere")));
        other.start();

        assertThat(loop.driveNextTask(PATIENCE)).isTrue();

        assertThat(done).containsExactly("on the loop");
        assertThat(loop.driveNextTask(Duration.ZERO)).isFalse();
    }

    @Test
    void theClockStandsStillUntilItIsMoved() {
        loop.drive(() -> {});
        assertThat(loop.now()).isEqualTo(loop.exactNow());
        long before = loop.now();

        loop.advance(TimeUnit.SECONDS.toNanos(3));

        assertThat(loop.now() - before).isEqualTo(3_000_000_000L);
        assertThat(loop.exactNow()).isEqualTo(loop.now());
        assertThat(Instant.ofEpochMilli(loop.epochMillis())).isEqualTo("2026-01-01T00:00:03Z");
    }

    @Test
    void deadlinesOfAllListsExpireWhenTheClockReachesThem() {
        Deadlines early = loop.deadlines(Duration.ofNanos(10));
        Deadlines late = loop.deadlines(Duration.ofNanos(20));
        Deadlines never = loop.deadlines(Duration.ZERO);
        assertThat(loop.untilNextDeadline()).isEqualTo(Long.MAX_VALUE);
        late.touch(new Deadline(() -> done.add("late")), loop.now());
        early.touch(new Deadline(() -> done.add("early, current: " + loop.isCurrent())), loop.now());
        never.touch(new Deadline(() -> done.add("never")), loop.now());

        loop.advance(9);
        assertThat(done).isEmpty();
        assertThat(loop.untilNextDeadline()).isEqualTo(1);
        loop.advance(1);
        assertThat(done).containsExactly("early, current: true");
        loop.advance(1_000_000);

        assertThat(done).containsExactly("early, current: true", "late");
    }
}
