package dev.dunlin.benchmarks.macro.holders;

import org.jspecify.annotations.Nullable;

/** Outcomes of holders that nobody was. */
final class SampleOutcome {
    private static final Latencies.Figures CALM = new Latencies.Figures(100, 0, 1, 3, 5);

    private SampleOutcome() {}

    /** All is as it should be. */
    static Outcome good() {
        return with(CALM, 120, 3.0, peaks(4, 0, 4), true);
    }

    static Outcome with(
            Latencies.Figures during, double peakMib, @Nullable Double recoveredMillis, Peaks peaks, boolean isAlive) {
        return new Outcome(
                Kind.HEADS,
                new Attack.Toll(4_000, 7, 3_500),
                isAlive ? 502 : null,
                CALM,
                during,
                CALM,
                recoveredMillis,
                new Outcome.Memory(90, peakMib, 100),
                1.5,
                26,
                peaks,
                isAlive,
                "java.lang.OutOfMemoryError\n");
    }

    static Latencies.Figures calm() {
        return CALM;
    }

    static Peaks peaks(double turn, double atLeast, double atMost) {
        return new Peaks(3e7, 1e6, null, turn, atLeast, atMost);
    }
}
