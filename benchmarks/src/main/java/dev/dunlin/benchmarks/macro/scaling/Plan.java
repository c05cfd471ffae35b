package dev.dunlin.benchmarks.macro.scaling;

import java.util.List;

/**
 * What is to be measured.
 *
 * @param maxFiles how large a tree may become
 * @param rounds how often each size is measured
 * @param seconds how long each run takes
 * @param warmup how many seconds each server is warmed up
 */
record Plan(List<Dimension> dimensions, int maxFiles, int rounds, int seconds, int warmup) {
    Plan {
        dimensions = List.copyOf(dimensions);
    }

    /** How many runs there are. */
    int runs() {
        return rounds
                * dimensions.stream()
                        .mapToInt(dimension -> dimension.sizes(maxFiles).size())
                        .sum();
    }
}
