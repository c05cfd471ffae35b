package dev.dunlin.benchmarks.macro.holders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Latencies.Figures CALM = SampleOutcome.calm();
    private static final Peaks SHORT = SampleOutcome.peaks(4, 0, 4);

    @Test
    void isGoodWhereAllLimitsHold() {
        assertThat(Verdict.of(SampleOutcome.good())).hasToString("good");
    }

    @Test
    void saysWhatIsBroken() {
        Latencies.Figures failed = new Latencies.Figures(100, 3, 1, 3, 5);

        assertThat(Verdict.of(SampleOutcome.with(
                        failed, Verdict.RESIDENT_MIB + 1, null, SampleOutcome.peaks(50, 20, 40), true)))
                .hasToString("BROKEN: no recovery within 15 s, failures, memory, a long turn");
    }

    @Test
    void doesNotBlameADeadServerForNotRecovering() {
        assertThat(Verdict.of(SampleOutcome.with(CALM, 120, null, SHORT, false)).broken())
                .containsExactly("the server has died");
    }

    @Test
    void doesNotBlameTheServerForWhatTheMachineMayHaveDone() {
        Latencies.Figures late = new Latencies.Figures(100, 0, 1, 14, 50);

        Verdict verdict = Verdict.of(SampleOutcome.with(late, 120, 3.0, SampleOutcome.peaks(50, 5, 40), true));

        assertThat(verdict.isGood()).isTrue();
        assertThat(verdict).hasToString("good (perhaps a long turn, late)");
    }
}
