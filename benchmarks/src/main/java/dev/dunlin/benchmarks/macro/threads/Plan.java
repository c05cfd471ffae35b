package dev.dunlin.benchmarks.macro.threads;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be measured.
 *
 * @param rounds how often everything is measured
 * @param requests the requests of a light run
 * @param warmup the requests before them, which do not count
 * @param concurrency the connections that are open at a time
 */
record Plan(
        List<Scenario> scenarios,
        List<Route> routes,
        List<Integer> workers,
        int rounds,
        int requests,
        int warmup,
        int concurrency) {
    /**
     * A run in which each connection is used a few times only says more of its beginning and end than of the middle.
     */
    private static final int LEAST_PER_CONNECTION = 10;

    /** Of a single request ab tells no percentiles. */
    private static final int LEAST_OF_AB = 2;

    Plan {
        scenarios = List.copyOf(scenarios);
        routes = List.copyOf(routes);
        workers = List.copyOf(workers);
    }

    /** All that a round measures, in order. */
    List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            for (Route route : routes) {
                for (int number : workers) settings.add(new Setting(scenario, route, number));
            }
        }
        return settings;
    }

    /** How many runs there are. */
    int runs() {
        return rounds * settings().size();
    }

    /** How many requests a run makes. */
    int requests(Scenario scenario) {
        return Math.max(requests / scenario.divisor(), LEAST_PER_CONNECTION * concurrency);
    }

    /** How many requests a run makes before those that count. */
    int warmup(Scenario scenario) {
        return Math.max(warmup / scenario.divisor(), Math.max(concurrency, LEAST_OF_AB));
    }
}
