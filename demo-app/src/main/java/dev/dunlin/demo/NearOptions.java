package dev.dunlin.demo;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What was perhaps meant by an option that there is not. Letters that have changed places count for little. */
final class NearOptions {
    private static final double NEAR = 0.85;
    private static final int MOST = 2;

    private NearOptions() {}

    /** The names of the options that look like it, the nearest first. */
    static List<String> to(String unknown, CommandSpec command) {
        String name = bare(unknown);
        JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
        ToDoubleFunction<String> nearness = option -> similarity.apply(name, bare(option));
        return command.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .filter(option -> nearness.applyAsDouble(option) >= NEAR)
                .sorted(Comparator.comparingDouble(nearness).reversed())
                .limit(MOST)
                .toList();
    }

    /** Without dashes before it and a value behind it. */
    private static String bare(String option) {
        return option.replaceFirst("^-+", "").replaceFirst("=.*", "");
    }
}
