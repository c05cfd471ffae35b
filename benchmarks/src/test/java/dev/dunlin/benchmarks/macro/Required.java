package dev.dunlin.benchmarks.macro;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dunlin.benchmarks.macro.servers.Distribution;
import java.util.List;
import java.util.stream.Stream;

/** What some tests cannot do without: they are skipped where it is absent, and say what that is. */
public final class Required {
    private Required() {}

    public static void tools(Tool... tools) {
        List<Tool> absent =
                Stream.of(tools).filter(tool -> tool.find().isEmpty()).toList();
        assumeTrue(absent.isEmpty(), Tool.missing(absent));
    }

    public static void distribution() throws MeasurementException {
        assumeTrue(Distribution.find().isPresent(), "the distribution is not built");
    }
}
