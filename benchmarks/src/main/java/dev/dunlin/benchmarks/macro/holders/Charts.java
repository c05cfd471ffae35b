package dev.dunlin.benchmarks.macro.holders;

import dev.dunlin.benchmarks.macro.BarChart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The pictures of a report: bars for each kind. */
final class Charts {
    static final String MEMORY = "memory.png";
    static final String LATENCY = "latency.png";

    private final List<Outcome> outcomes;

    Charts(List<Outcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
    }

    void write(Path directory) throws IOException {
        List<String> kinds =
                outcomes.stream().map(outcome -> outcome.kind().toString()).toList();
        BarChart memory = new BarChart("Memory of the server", "", "MiB resident", kinds);
        memory.add(
                "before",
                outcomes.stream().map(outcome -> outcome.memory().before()).toList());
        memory.add(
                "at the most",
                outcomes.stream().map(outcome -> outcome.memory().peak()).toList());
        memory.write(directory.resolve(MEMORY));

        BarChart latency = new BarChart("A well-behaved client meanwhile", "", "ms to the response, 99 of 100", kinds);
        latency.add(
                "before",
                outcomes.stream().map(outcome -> outcome.quiet().p99()).toList());
        latency.add(
                "with holders",
                outcomes.stream().map(outcome -> outcome.during().p99()).toList());
        latency.write(directory.resolve(LATENCY));
    }
}
