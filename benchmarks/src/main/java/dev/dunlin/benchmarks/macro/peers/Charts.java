package dev.dunlin.benchmarks.macro.peers;

import dev.dunlin.benchmarks.macro.BarChart;
import dev.dunlin.benchmarks.macro.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The pictures of a report: a bar for each server that was measured. */
final class Charts {
    static final String STARTS = "start.png";
    static final String MEMORY = "memory.png";

    private final Results results;

    Charts(Results results) {
        this.results = results;
    }

    /** The file name of a picture of CPU time. */
    static String cpuFile(Load load) {
        return "cpu-" + load + ".png";
    }

    void write(Path directory) throws IOException {
        for (Load load : results.plan().loads()) {
            draw(
                    load.title(),
                    "µs of CPU time per " + load.unit(),
                    server -> results.spread(server, load, Run.Measured::micros).map(Spread::median),
                    directory.resolve(cpuFile(load)));
        }
        draw(
                "Start",
                "ms to the first answer",
                server -> results.start(server).map(Spread::median),
                directory.resolve(STARTS));
        draw("Memory", "MiB resident at the most", results::peak, directory.resolve(MEMORY));
    }

    private void draw(String title, String valueTitle, Function<Server, Optional<Double>> figure, Path file)
            throws IOException {
        List<Server> known = results.plan().servers().stream()
                .filter(server -> figure.apply(server).isPresent())
                .toList();
        if (known.isEmpty()) return;
        BarChart chart = new BarChart(
                title, "", valueTitle, known.stream().map(Server::title).toList());
        chart.add(
                valueTitle,
                known.stream().map(server -> figure.apply(server).orElseThrow()).toList());
        chart.write(file);
    }
}
