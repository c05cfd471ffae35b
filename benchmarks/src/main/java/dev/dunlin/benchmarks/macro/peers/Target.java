package dev.dunlin.benchmarks.macro.peers;

import dev.dunlin.benchmarks.macro.Figures;
import dev.dunlin.benchmarks.macro.Spread;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A mark that Dunlin has set itself.
 *
 * @param what is measured, and in what
 * @param bound the mark
 * @param isCeiling whether to stay below is better
 * @param figure what was measured, the median over the rounds, if it was
 */
record Target(String what, double bound, boolean isCeiling, Function<Results, Optional<Double>> figure) {
    /** The JDK whose caches of classes make starts shorter. */
    private static final int FASTER_START = 25;

    /** All of them; that of the start is another one on a newer JDK. */
    static List<Target> all(int javaFeature) {
        return List.of(
                cpu(Load.A, Server.FLOOR, 1.20),
                cpu(Load.B, Server.FLOOR, 1.20),
                cpu(Load.C, Server.NGINX, 1.00),
                atLeast("c: MB/s by nginx'", 0.95, ratio(Server.NGINX, Load.C, Run.Measured::megabytesPerSecond)),
                atLeast("c: the slowest connection by the fastest", 0.5, slowest()),
                cpu(Load.D, Server.FLOOR, 1.15),
                cpu(Load.E1, Server.FLOOR, 1.15),
                cpu(Load.E2, Server.FLOOR, 1.20),
                cpu(Load.F, Server.FLOOR, 1.80),
                atMost("a: 99 % of the times by nginx'", 1.20, ratio(Server.NGINX, Load.A, Run.Measured::p99Millis)),
                atMost(
                        "start to first answer, ms, on JDK " + javaFeature,
                        javaFeature < FASTER_START ? 300 : 250,
                        results -> results.start(Server.DUNLIN).map(Spread::median)),
                atMost("peak resident memory after all loads, MiB", 128, results -> results.peak(Server.DUNLIN)));
    }

    private static Target cpu(Load load, Server other, double bound) {
        return atMost(
                load + ": CPU time by " + (load.isByMib() ? "MiB, " : "request, ") + "by that of "
                        + (other == Server.FLOOR ? "the " : "") + other.title(),
                bound,
                ratio(other, load, Run.Measured::micros));
    }

    private static Target atMost(String what, double bound, Function<Results, Optional<Double>> figure) {
        return new Target(what, bound, true, figure);
    }

    private static Target atLeast(String what, double bound, Function<Results, Optional<Double>> figure) {
        return new Target(what, bound, false, figure);
    }

    private static Function<Results, Optional<Double>> ratio(
            Server other, Load load, ToDoubleFunction<Run.Measured> figure) {
        return results -> results.ratio(Server.DUNLIN, other, load, figure).map(Spread::median);
    }

    private static Function<Results, Optional<Double>> slowest() {
        return results -> results.spread(
                        Server.DUNLIN, Load.C, measured -> measured.fairness().slowestToFastest())
                .map(Spread::median);
    }

    /** The mark, in words. */
    String mark() {
        return (isCeiling ? "at most " : "at least ") + number(bound);
    }

    /** What was measured, in words. */
    String measured(Results results) {
        return figure.apply(results).map(Target::number).orElse("-");
    }

    /** Met, missed, or that nobody knows. */
    String verdict(Results results) {
        return figure.apply(results)
                .map(value -> (isCeiling ? value <= bound : value >= bound) ? "met" : "missed")
                .orElse("not measured");
    }

    private static String number(double value) {
        return value < 10 ? Figures.fine(value) : Figures.whole(value);
    }
}
