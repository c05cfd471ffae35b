package dev.dunlin.benchmarks.macro;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table of numbers, or of anything else that stands well at the right; it reads well as plain text too.
 *
 * @param <T> what a row tells of
 */
public final class MarkdownTable<T> {
    private final List<String> titles = new ArrayList<>();
    private final List<Function<T, String>> cells = new ArrayList<>();

    /** Adds a column. */
    public MarkdownTable<T> column(String title, Function<T, String> cell) {
        titles.add(title);
        cells.add(cell);
        return this;
    }

    /** The table of these, a row for each. */
    public String of(List<T> subjects) {
        List<List<String>> rows = subjects.stream()
                .map(subject -> cells.stream().map(cell -> cell.apply(subject)).toList())
                .toList();
        List<Integer> widths = IntStream.range(0, titles.size())
                .mapToObj(column -> Stream.concat(Stream.of(titles), rows.stream())
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElseThrow())
                .toList();
        String rule =
                widths.stream().map(width -> "-".repeat(width + 1) + ":").collect(Collectors.joining("|", "|", "|\n"));
        return line(titles, widths)
                + rule
                + rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private static String line(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .mapToObj(i -> " ".repeat(widths.get(i) - row.get(i).length()) + row.get(i))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
