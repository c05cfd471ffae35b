package dev.dunlin.benchmarks.macro.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void measuresEachNumberOfWorkersOnEachRoute() {
        Plan plan = new Plan(List.of(Scenario.LIGHT), List.of(Route.values()), List.of(1, 8), 3, 1000, 0, 10);

        assertThat(plan.settings())
                .containsExactly(
                        new Setting(Scenario.LIGHT, Route.DIRECT, 1),
                        new Setting(Scenario.LIGHT, Route.DIRECT, 8),
                        new Setting(Scenario.LIGHT, Route.BALANCED, 1),
                        new Setting(Scenario.LIGHT, Route.BALANCED, 8));
    }

    @Test
    void makesFewerRequestsWhereEachTakesLonger() {
        Plan plan = plan(50_000, 20_000, 100);

        assertThat(plan.requests(Scenario.LIGHT)).isEqualTo(50_000);
        assertThat(plan.requests(Scenario.HEAVY)).isEqualTo(5_000);
        assertThat(plan.requests(Scenario.BLOCKING)).isEqualTo(2_000);
        assertThat(plan.warmup(Scenario.HEAVY)).isEqualTo(2_000);
    }

    @Test
    void makesTenRequestsPerConnectionAtLeast() {
        Plan plan = plan(50, 0, 100);

        assertThat(plan.requests(Scenario.LIGHT)).isEqualTo(1_000);
        assertThat(plan.warmup(Scenario.LIGHT)).isEqualTo(100);
    }

    @Test
    void warmsUpByAsManyRequestsAsAbCanTellOf() {
        assertThat(plan(50, 0, 1).warmup(Scenario.LIGHT)).isEqualTo(2);
    }

    private static Plan plan(int requests, int warmup, int concurrency) {
        return new Plan(
                List.of(Scenario.values()), List.of(Route.values()), List.of(1), 1, requests, warmup, concurrency);
    }
}
