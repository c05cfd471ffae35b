package dev.dunlin.benchmarks.macro.holders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopClockTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    Path directory;

    private LoopClock clock;

    @BeforeEach
    void open() throws Exception {
        Path schedstat = Files.writeString(directory.resolve("schedstat"), "7000000 12 3\n");
        clock = new LoopClock(schedstat);
    }

    @Test
    void knowsThatAThreadThatRanAllTheTimeRanInItsTurnToo() {
        run(0, 200, 1);

        TurnCpu turn = turn(50, 100, 150);

        assertThat(turn.atLeastNanos()).isBetween(40 * MILLI, 50 * MILLI);
        assertThat(turn.atMostNanos()).isEqualTo(50 * MILLI);
    }

    @Test
    void knowsThatAThreadThatHardlyRanDidNotRunInItsTurn() {
        run(0, 200, 0);

        TurnCpu turn = turn(50, 100, 150);

        assertThat(turn.atLeastNanos()).isZero();
        assertThat(turn.atMostNanos()).isLessThan(6 * MILLI);
    }

    @Test
    void doesNotClaimToKnowWhichStretchTheTurnWas() {
        run(0, 100, 0);
        run(100, 200, 1);

        TurnCpu turn = turn(50, 60, 190);

        assertThat(turn.atLeastNanos()).isZero();
        assertThat(turn.atMostNanos()).isEqualTo(50 * MILLI);
    }

    @Test
    void ignoresWhatRanBeforeAndAfter() {
        run(0, 50, 1);
        run(50, 150, 0);
        run(150, 200, 1);

        assertThat(turn(20, 80, 140).atMostNanos()).isLessThan(8 * MILLI);
    }

    @Test
    void claimsNothingWithoutSamples() {
        assertThat(turn(50, 100, 150)).isEqualTo(new TurnCpu(0, 50 * MILLI));
    }

    @Test
    void claimsNothingOfATimeThatIsForgotten() {
        run(0, 20_000, 1);
        run(20_000, 40_000, 0);

        assertThat(turn(50, 100, 150).atLeastNanos()).isZero();
    }

    @Test
    void readsWhatLinuxTells() {
        clock.sample();
        clock.sample();

        assertThat(clock.turn(MILLI, System.nanoTime(), System.nanoTime()).atMostNanos())
                .isEqualTo(MILLI);
    }

    /** A sample each millisecond, and as many nanoseconds of CPU time by nanosecond. */
    private void run(long from, long to, long share) {
        for (long time = from; time < to; time++) {
            used += share * MILLI;
            clock.add(time * MILLI, used);
        }
    }

    private long used;

    private TurnCpu turn(long length, long from, long to) {
        return clock.turn(length * MILLI, from * MILLI, to * MILLI);
    }
}
