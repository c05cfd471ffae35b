package dev.dunlin.benchmarks.macro.threads;

import dev.dunlin.benchmarks.macro.BarChart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The pictures of a report: two for each scenario, medians by number of workers. */
final class Charts {
    private static final String WORKERS = "workers";

    private final Results results;

    Charts(Results results) {
        this.results = results;
    }

    /** The file name of a picture of requests/s. */
    static String requestsFile(Scenario scenario) {
        return "requests-" + scenario + ".png";
    }

    /** The file name of a picture of CPU time. */
    static String cpuFile(Scenario scenario) {
        return "cpu-" + scenario + ".png";
    }

    void write(Path directory) throws IOException {
        for (Scenario scenario : results.plan().scenarios()) {
            requests(scenario).write(directory.resolve(requestsFile(scenario)));
            cpu(scenario).write(directory.resolve(cpuFile(scenario)));
        }
    }

    private BarChart requests(Scenario scenario) {
        BarChart chart = chart(scenario, "requests/s");
        for (Route route : results.plan().routes()) {
            chart.add(route.phrase(), medians(scenario, route, Measurement::requestsPerSecond));
        }
        return chart;
    }

    private BarChart cpu(Scenario scenario) {
        BarChart chart = chart(scenario, "µs of CPU time per request");
        for (Route route : results.plan().routes()) {
            chart.add("server, " + route.phrase(), medians(scenario, route, Measurement::serverMicros));
            if (route == Route.BALANCED) chart.add("nginx", medians(scenario, route, Measurement::balancerMicros));
        }
        return chart;
    }

    private BarChart chart(Scenario scenario, String valueTitle) {
        return new BarChart(
                scenario.title(), WORKERS, valueTitle, results.plan().workers());
    }

    private List<Double> medians(Scenario scenario, Route route, ToDoubleFunction<Measurement> figure) {
        return results.plan().workers().stream()
                .map(workers -> results.median(new Setting(scenario, route, workers), figure))
                .toList();
    }
}
