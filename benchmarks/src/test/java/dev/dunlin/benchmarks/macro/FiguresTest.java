package dev.dunlin.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void showsAsManyDigitsAsSaySomething() {
        assertThat(Figures.whole(125_000.4)).isEqualTo("125,000");
        assertThat(Figures.brief(7.34)).isEqualTo("7.3");
        assertThat(Figures.brief(27.46)).isEqualTo("27");
        assertThat(Figures.times(7.86)).isEqualTo("7.9x");
    }
}
