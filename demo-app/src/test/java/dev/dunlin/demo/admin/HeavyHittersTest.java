package dev.dunlin.demo.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.demo.admin.HeavyHitters.Hit;
import org.junit.jupiter.api.Test;

class HeavyHittersTest {
    private final HeavyHitters hitters = new HeavyHitters(10);

    @Test
    void whatFitsIsCountedExactly() {
        hitters.add("b", 1);
        hitters.add("a", 2);
        hitters.add("b", 4);

        assertThat(hitters.top(10)).containsExactly(new Hit("b", 5), new Hit("a", 2));
        assertThat(hitters.top(1)).containsExactly(new Hit("b", 5));
    }

    @Test
    void whatIsFrequentIsFoundAmongAnyNumberOfRareNames() {
        for (int i = 0; i < 10_000; i++) hitters.add(i % 4 == 0 ? "frequent" : "rare" + i, 1);

        Hit first = hitters.top(1).get(0);
        assertThat(first.name()).isEqualTo("frequent");
        assertThat(first.count()).as("never too low, and not much too high").isBetween(2_500L, 3_500L);
        assertThat(hitters.top(100)).hasSize(10);
    }

    @Test
    void whatIsNotCountedAnyMoreIsForgotten() {
        hitters.add("once", 1);
        hitters.add("often", 1_000);

        hitters.scale(0.4);

        assertThat(hitters.top(10)).containsExactly(new Hit("often", 400));
    }
}
