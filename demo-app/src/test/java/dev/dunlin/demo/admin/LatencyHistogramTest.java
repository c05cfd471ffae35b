package dev.dunlin.demo.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {
    private final LatencyHistogram latencies = new LatencyHistogram();

    @Test
    void nothingCountedHasNoPercentiles() {
        assertThat(latencies.counts()).hasSize(LatencyHistogram.buckets()).containsOnly(0);
        assertThat(LatencyHistogram.percentile(latencies.counts(), 0.99)).isZero();
    }

    @Test
    void boundsRiseFromAMicrosecondToTenSecondsAndOneBucketIsForTheRest() {
        long[] bounds = LongStream.range(0, LatencyHistogram.buckets())
                .map(i -> LatencyHistogram.boundNanos((int) i))
                .toArray();

        assertThat(bounds)
                .startsWith(1_000)
                .endsWith(10_000_000_000L, Long.MAX_VALUE)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aDurationThatIsABoundBelongsBelowIt() {
        latencies.record(1_000);
        latencies.record(1_001);

        assertThat(latencies.counts()).startsWith(1, 1, 0);
        assertThat(latencies.sumNanos()).isEqualTo(2_001);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 10_000_000_001L, Long.MAX_VALUE / 2})
    void extremesAreCountedToo(long nanos) {
        latencies.record(nanos);

        assertThat(Arrays.stream(latencies.counts()).sum()).isEqualTo(1);
        assertThat(LatencyHistogram.percentile(latencies.counts(), 1)).isBetween(0L, 10_000_000_000L);
    }

    @Test
    void coarseBoundsAreOneTwoAndFiveOfEachDecade() {
        assertThat(Arrays.stream(LatencyHistogram.coarseBuckets()).mapToLong(LatencyHistogram::boundNanos))
                .startsWith(1_000L, 2_000L, 5_000L, 10_000L)
                .endsWith(2_000_000_000L, 5_000_000_000L, 10_000_000_000L)
                .hasSize(22);
    }

    @Test
    void percentilesAreRightWithinAFifth() {
        Random random = new Random(42);
        long[] durations = LongStream.generate(() -> (long) (50_000 * Math.exp(2 * random.nextGaussian())))
                .limit(10_000)
                .sorted()
                .toArray();
        for (long duration : durations) latencies.record(duration);

        for (double share : new double[] {0.5, 0.9, 0.99}) {
            double exact = durations[(int) (durations.length * share) - 1];
            assertThat((double) LatencyHistogram.percentile(latencies.counts(), share))
                    .as("%s", share)
                    .isCloseTo(exact, Percentage.withPercentage(20));
        }
    }

    @Test
    void withinABucketDurationsAreTakenToLieEvenly() {
        for (int i = 0; i < 100; i++) latencies.record(1_900_000);

        assertThat(LatencyHistogram.percentile(latencies.counts(), 0.5)).isCloseTo(1_750_000, within(10_000L));
    }
}
