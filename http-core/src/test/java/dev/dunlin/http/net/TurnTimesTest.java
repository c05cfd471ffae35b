package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnTimesTest {
    private static final long START = Long.MAX_VALUE - 100; // the clock may start anywhere, and wrap
    private static final long WINDOW = TurnTimes.WINDOW;

    private final TurnTimes turns = new TurnTimes(START);

    @Test
    void aLoopThatHasOnlyWaitedWasNotBusy() {
        assertThat(turns.busyNanos()).isZero();
        assertThat(turns.longestNanos(at(WINDOW))).isZero();
    }

    @Test
    void turnsAddUpAndTheLongestIsKnown() {
        turn(10, 5);
        turn(100, 70);
        turn(200, 20);

        assertThat(turns.busyNanos()).isEqualTo(95);
        assertThat(turns.longestNanos(at(300))).isEqualTo(70);
    }

    @Test
    void theTurnThatRunsCountsAsSoonAsItIsTheLongest() {
        turn(0, 50);
        turns.begin(at(100));

        assertThat(turns.longestNanos(at(120))).isEqualTo(50);
        assertThat(turns.longestNanos(at(400))).isEqualTo(300);
        assertThat(turns.busyNanos()).isEqualTo(50);
    }

    @Test
    void theLongestTurnIsForgottenAfterAWindowAndBeforeTheSecondHasPassed() {
        turn(0, 50);
        turn(WINDOW + 1, 7);
        assertThat(turns.longestNanos(at(WINDOW + 100)))
                .as("of the window before")
                .isEqualTo(50);

        turn(2 * WINDOW + 20, 8);
        assertThat(turns.longestNanos(at(2 * WINDOW + 100))).isEqualTo(8);
    }

    @Test
    void aLoopThatDoesNotTurnAnyMoreDoesNotLag() {
        turn(0, 50);

        assertThat(turns.longestNanos(at(WINDOW + 1))).isEqualTo(50);
        assertThat(turns.longestNanos(at(2 * WINDOW + 1))).isZero();
    }

    @Test
    void whatWasLongBeforeARestIsNoLongerRemembered() {
        turn(0, 50);
        turn(5 * WINDOW, 3);

        assertThat(turns.longestNanos(at(5 * WINDOW + 10))).isEqualTo(3);
    }

    private void turn(long offset, long took) {
        turns.begin(at(offset));
        turns.end(at(offset + took));
    }

    private static long at(long offset) {
        return START + offset;
    }
}
