package dev.dunlin.benchmarks.macro.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DimensionTest {
    private static final int MILLION = 1_000_000;

    @Test
    void growsByFactors() {
        assertThat(Dimension.CONNECTIONS.sizes(MILLION)).containsExactly(10, 100, 1_000, 10_000);
        assertThat(Dimension.NAMES.sizes(MILLION)).containsExactly(100, 1_000, 10_000, 100_000, MILLION);
        assertThat(Dimension.WORKERS.sizes(MILLION)).containsExactly(1, 2, 4, 8);
    }

    @Test
    void hasNoMoreFilesThanThereMayBe() {
        assertThat(Dimension.FILES.sizes(5_000)).containsExactly(100, 1_000);
        assertThat(Dimension.CONNECTIONS.sizes(100)).endsWith(10_000);
    }
}
