package dev.dunlin.benchmarks.macro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where reports go. */
public final class ReportDirectory {
    private ReportDirectory() {}

    /**
     * Makes the directory, unless it is there.
     *
     * @param chosen by the user, if at all; otherwise a directory {@code report}, that of the module in Dunlin's own sources
     * @param name of a directory in that one; may be empty
     */
    public static Path create(@Nullable Path chosen, String name) throws MeasurementException {
        Path sources = Path.of("benchmarks");
        Path home = Files.isDirectory(sources) ? sources : Path.of("");
        try {
            return Files.createDirectories(
                    chosen == null ? home.resolve("report").resolve(name) : chosen);
        } catch (IOException e) {
            throw new MeasurementException("cannot create the directory of the report", e);
        }
    }
}
