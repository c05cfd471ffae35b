package dev.dunlin.benchmarks.macro.scaling;

import dev.dunlin.benchmarks.macro.LineChart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The pictures of a report: a line for each dimension. */
final class Charts {
    private final Results results;

    Charts(Results results) {
        this.results = results;
    }

    /** The file name of a picture. */
    static String file(Dimension dimension) {
        return dimension + ".png";
    }

    void write(Path directory) throws IOException {
        for (Dimension dimension : results.plan().dimensions()) {
            List<Integer> sizes = results.sizes(dimension);
            LineChart chart = new LineChart("By " + dimension.title(), dimension.title(), "µs of CPU time per request");
            chart.add(
                    "Dunlin",
                    sizes,
                    sizes.stream()
                            .map(size -> results.spread(dimension, size).median())
                            .toList());
            chart.write(directory.resolve(file(dimension)));
        }
    }
}
