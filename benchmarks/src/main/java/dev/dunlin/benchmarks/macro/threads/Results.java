package dev.dunlin.benchmarks.macro.threads;

import dev.dunlin.benchmarks.macro.Machine;
import dev.dunlin.benchmarks.macro.Spread;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All that was measured, and where.
 *
 * @param began when, in ISO 8601
 */
record Results(String began, Machine machine, Plan plan, List<Measurement> measurements) {
    Results {
        measurements = List.copyOf(measurements);
    }

    Results(Instant began, Machine machine, Plan plan, List<Measurement> measurements) {
        this(began.toString(), machine, plan, measurements);
    }

    /** How a figure of one setting lies over the rounds. */
    Spread spread(Setting setting, ToDoubleFunction<Measurement> figure) {
        return Spread.of(measurements.stream()
                .filter(measurement -> measurement.setting().equals(setting))
                .mapToDouble(figure));
    }

    /** The middle of a figure of one setting over the rounds. */
    double median(Setting setting, ToDoubleFunction<Measurement> figure) {
        return spread(setting, figure).median();
    }
}
