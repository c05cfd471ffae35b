package dev.dunlin.benchmarks.macro.holders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final long MILLI = 1_000_000;

    private final Latencies latencies = new Latencies(50 * MILLI);

    @Test
    void areToldByTheShareOfRequestsThatTookNoLonger() {
        LongStream.rangeClosed(1, 40).forEach(millis -> latencies.add(millis * MILLI));

        assertThat(latencies.figures()).isEqualTo(new Latencies.Figures(40, 0, 20, 40, 40));
    }

    @Test
    void countRequestsThatWouldHaveBeenMadeMeanwhile() {
        latencies.add(220 * MILLI);

        assertThat(latencies.figures()).isEqualTo(new Latencies.Figures(5, 0, 120, 220, 220));
    }

    @Test
    void knowFailuresApart() {
        latencies.fail();

        assertThat(latencies.figures()).isEqualTo(new Latencies.Figures(0, 1, 0, 0, 0));
    }

    @Test
    void haveRoomForAnyNumber() {
        for (int i = 0; i < 5_000; i++) latencies.add(MILLI);

        assertThat(latencies.figures().count()).isEqualTo(5_000);
    }
}
