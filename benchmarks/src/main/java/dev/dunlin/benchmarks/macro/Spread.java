package dev.dunlin.benchmarks.macro;

import java.util.List;
import java.util.stream.DoubleStream;

/** How the values of some rounds lie: in the middle, and at their ends. */
public record Spread(double median, double least, double most) {
    /** Of at least one value; of an even number, the median is the mean of the two in the middle. */
    public static Spread of(DoubleStream values) {
        List<Double> sorted = values.sorted().boxed().toList();
        if (sorted.isEmpty()) throw new IllegalArgumentException("no values");
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }
}
