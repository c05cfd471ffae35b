package dev.dunlin.benchmarks.macro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Where a report goes.
 *
 * @param path of a directory that is there
 */
public record ReportDirectory(Path path) {
    /** What draws pictures of results. */
    public interface Pictures {
        /** Each into a file of its own. */
        void write(Path directory) throws IOException;
    }

    /** The page for people. */
    public Path page() {
        return path.resolve("report.md");
    }

    /** The figures first: the page and the pictures can be made again, measurements are never the same. */
    public void write(Object results, Supplier<String> page, Pictures pictures) throws MeasurementException {
        try {
            JsonFile.write(results, path.resolve("results.json"));
            Files.writeString(page(), page.get());
            pictures.write(path);
        } catch (IOException e) {
            throw new MeasurementException("cannot write the report", e);
        }
    }
}
