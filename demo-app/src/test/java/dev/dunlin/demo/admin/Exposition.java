package dev.dunlin.demo.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The figures of a page in the text format of Prometheus, read strictly. */
public record Exposition(Map<String, String> types, Map<String, Double> figures) {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern HELP = Pattern.compile("# HELP " + NAME + " .*");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary|untyped)");
    private static final Pattern FIGURE = Pattern.compile("(" + NAME
            + "(?:\\{[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\[\\\\\"n])*\"(?:,[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\[\\\\\"n])*\")*})?)"
            + " ([-+]?[0-9][-+.0-9E]*|NaN|[-+]Inf)");

    /** Reads a page; fails where a line is not of the format, or a figure is told twice. */
    public static Exposition parse(String page) {
        assertThat(page).endsWith("\n");
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, Double> figures = new LinkedHashMap<>();
        for (String line : page.split("\n", -1)) {
            Matcher type = TYPE.matcher(line);
            Matcher figure = FIGURE.matcher(line);
            if (type.matches()) {
                assertThat(types.put(type.group(1), type.group(2))).as(line).isNull();
            } else if (figure.matches()) {
                double value = Double.parseDouble(figure.group(2).replace("Inf", "Infinity"));
                assertThat(figures.put(figure.group(1), value)).as(line).isNull();
            } else if (!line.isEmpty()) {
                assertThat(line).matches(HELP);
            }
        }
        return new Exposition(types, figures);
    }

    /** A figure that must be there, such as {@code name{label="value"}}. */
    public double figure(String name) {
        assertThat(figures).containsKey(name);
        return figures.get(name);
    }
}
