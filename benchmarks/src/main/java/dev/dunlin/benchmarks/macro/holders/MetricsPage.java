package dev.dunlin.benchmarks.macro.holders;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Figures in Prometheus' text format. */
final class MetricsPage {
    private static final Pattern LINE = Pattern.compile("^(\\w+)(?:\\{(.*)})? (\\S+)$", Pattern.MULTILINE);

    private final List<Sample> samples = new ArrayList<>();

    private record Sample(String name, String labels, double value) {}

    private MetricsPage() {}

    static MetricsPage parse(String text) {
        MetricsPage page = new MetricsPage();
        for (Matcher line = LINE.matcher(text); line.find(); ) {
            String labels = line.group(2) == null ? "" : line.group(2);
            page.samples.add(new Sample(line.group(1), labels, number(line.group(3))));
        }
        return page;
    }

    /** The sum of all figures of this name, if there are any. */
    Optional<Double> sum(String name) {
        return sum(name, "");
    }

    /** The sum of those with this label, written {@code name="value"}. */
    Optional<Double> sum(String name, String label) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name) && sample.labels().contains(label))
                .map(Sample::value)
                .reduce(Double::sum);
    }

    /** The figures of this name by the value of a label. */
    Map<String, Double> by(String label, String name) {
        Pattern value = Pattern.compile("(?:^|,)" + label + "=\"([^\"]*)\"");
        Map<String, Double> found = new LinkedHashMap<>();
        for (Sample sample : samples) {
            Matcher matcher = value.matcher(sample.labels());
            if (sample.name().equals(name) && matcher.find()) found.put(matcher.group(1), sample.value());
        }
        return found;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
