package dev.dunlin.benchmarks.macro.threads;

import dev.dunlin.benchmarks.macro.Machine;
import dev.dunlin.benchmarks.macro.SampleMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Results that nobody has measured. */
final class SampleResults {
    private SampleResults() {}

    /** Of three rounds; requests/s and CPU time follow from the number of workers and the round. */
    static Results of(List<Scenario> scenarios, List<Route> routes) {
        Plan plan = new Plan(scenarios, routes, List.of(1, 2), 3, 50_000, 20_000, 100);
        List<Measurement> measurements = new ArrayList<>();
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Setting setting : plan.settings()) measurements.add(measurement(setting, round));
        }
        Machine machine = SampleMachine.with(Map.of("ab", "2.3", "nginx", "1.22.1"));
        return new Results(Instant.parse("2026-02-05T10:15:30Z"), machine, plan, measurements);
    }

    private static Measurement measurement(Setting setting, int round) {
        return new Measurement(
                setting,
                round,
                50_000,
                10_000.0 * setting.workers() + round,
                3,
                9,
                40 + round,
                setting.route() == Route.BALANCED ? 20.0 + round : null,
                96);
    }
}
