package dev.dunlin.benchmarks.macro.peers;

import dev.dunlin.benchmarks.macro.Machine;
import dev.dunlin.benchmarks.macro.Spread;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that was measured, and where.
 *
 * @param began when, in ISO 8601
 * @param javaFeature of the JDK that all Java servers ran on, such as 17
 * @param starts from the start of a process to its first answer, in milliseconds
 * @param peaks the most memory resident, after all loads, in MiB
 */
record Results(
        String began,
        Machine machine,
        int javaFeature,
        Plan plan,
        Map<Server, String> versions,
        Map<Server, List<Double>> starts,
        Map<Server, Double> peaks,
        List<Run> runs) {
    Results {
        runs = List.copyOf(runs);
    }

    /** How a figure lies over the rounds, unless none was measured. */
    Optional<Spread> spread(Server server, Load load, ToDoubleFunction<Run.Measured> figure) {
        return spread(rounds().mapToObj(round -> measured(server, load, round)
                .map(measured -> figure.applyAsDouble(measured))
                .orElse(null)));
    }

    /** How a figure lies over the rounds as a multiple of another server's under the same load in the same round. */
    Optional<Spread> ratio(Server server, Server other, Load load, ToDoubleFunction<Run.Measured> figure) {
        return spread(rounds().mapToObj(round -> {
            Optional<Run.Measured> own = measured(server, load, round);
            Optional<Run.Measured> others = measured(other, load, round);
            return own.isPresent() && others.isPresent()
                    ? figure.applyAsDouble(own.get()) / figure.applyAsDouble(others.get())
                    : null;
        }));
    }

    /** Why a server was not measured under a load, where that is so in each round. */
    Optional<String> refusal(Server server, Load load) {
        if (spread(server, load, Run.Measured::micros).isPresent()) return Optional.empty();
        return runs.stream()
                .filter(run -> run.server() == server && run.load() == load)
                .map(Run::refusal)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** How the times to the first answer lie, if they were taken. */
    Optional<Spread> start(Server server) {
        List<Double> times = starts.getOrDefault(server, List.of());
        return spread(times.stream());
    }

    /** The most memory resident, if it is known. */
    Optional<Double> peak(Server server) {
        return Optional.ofNullable(peaks.get(server));
    }

    private IntStream rounds() {
        return IntStream.rangeClosed(1, plan.rounds());
    }

    private Optional<Run.Measured> measured(Server server, Load load, int round) {
        return runs.stream()
                .filter(run -> run.server() == server && run.load() == load && run.round() == round)
                .map(Run::measured)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Optional<Spread> spread(Stream<Double> values) {
        List<Double> known = values.filter(Objects::nonNull).toList();
        return known.isEmpty()
                ? Optional.empty()
                : Optional.of(Spread.of(known.stream().mapToDouble(value -> value)));
    }
}
