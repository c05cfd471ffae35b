package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeSliceTest {
    private final TickingLoop loop = new TickingLoop(Instant.EPOCH);
    private final TimeSlice slice = new TimeSlice(loop);

    private int stepsUntilOver() {
        slice.begin();
        int steps = 1;
        while (!slice.isOver()) steps++;
        return steps;
    }

    @Test
    void aSliceIsOverWhenItsTimeIs() {
        loop.nanosPerLook = TimeSlice.NANOS / 10;

        assertThat(stepsUntilOver()).isBetween(2, 1_000);
    }

    @Test
    void eachConnectionHasAWholeSlice() {
        loop.nanosPerLook = TimeSlice.NANOS / 10;

        assertThat(stepsUntilOver()).isEqualTo(stepsUntilOver());
    }

    @Test
    void aFewStepsAreTakenWithoutALookAtTheClock() {
        slice.begin();

        for (int i = 0; i < 10; i++) assertThat(slice.isOver()).isFalse();

        assertThat(loop.looks).isZero();
    }
}
