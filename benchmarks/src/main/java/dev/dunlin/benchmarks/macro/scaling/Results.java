package dev.dunlin.benchmarks.macro.scaling;

import dev.dunlin.benchmarks.macro.Machine;
import dev.dunlin.benchmarks.macro.Spread;
import java.util.Comparator;
import java.util.List;

/**
 * All that was measured, and where.
 *
 * @param began when, in ISO 8601
 */
record Results(String began, Machine machine, String version, Plan plan, List<Point> points) {
    /** The dearest size may cost so much more than the cheapest: machines that do other things move figures by that. */
    private static final double FLAT = 1.25;

    Results {
        points = List.copyOf(points);
    }

    /** How the cost of a request lies over the rounds. */
    Spread spread(Dimension dimension, int size) {
        return Spread.of(points.stream()
                .filter(point -> point.dimension() == dimension && point.size() == size)
                .mapToDouble(Point::micros));
    }

    /** The size at which a request costs the least. */
    int cheapest(Dimension dimension) {
        return sizes(dimension).stream().min(byCost(dimension)).orElseThrow();
    }

    /** The size at which a request costs the most. */
    int dearest(Dimension dimension) {
        return sizes(dimension).stream().max(byCost(dimension)).orElseThrow();
    }

    /** What a request costs at a size by what it costs at the cheapest one. */
    double rise(Dimension dimension, int size) {
        return spread(dimension, size).median()
                / spread(dimension, cheapest(dimension)).median();
    }

    /** Whether the cost is the same at all sizes, as far as can be seen. */
    boolean isFlat(Dimension dimension) {
        return rise(dimension, dearest(dimension)) <= FLAT;
    }

    List<Integer> sizes(Dimension dimension) {
        return dimension.sizes(plan.maxFiles());
    }

    private Comparator<Integer> byCost(Dimension dimension) {
        return Comparator.comparingDouble(size -> spread(dimension, size).median());
    }
}
