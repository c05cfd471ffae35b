package dev.dunlin.benchmarks.macro.scaling;

import dev.dunlin.benchmarks.macro.Figures;
import dev.dunlin.benchmarks.macro.MarkdownPage;
import dev.dunlin.benchmarks.macro.MarkdownTable;
import dev.dunlin.benchmarks.macro.Spread;

/** Tells people what was measured, in Markdown. */
final class Report {
    private static final String HOW_TO_READ = """
            Dunlin by its launcher, with a heap that has room for the names of a million files, asked by `wrk` on the same \
            machine. CPU time is that of the server's process by request. Each size has a server of its own, warmed up \
            for %d s, and all sizes of a kind are measured in each round. Figures are medians over the rounds; a range is \
            from the least to the most. Flat is what costs at its dearest no more than 1.25 times what it costs at its \
            cheapest.
            """;

    private final Results results;
    private final MarkdownPage page = new MarkdownPage();

    private Report(Results results) {
        this.results = results;
    }

    /** The whole report. It refers to the files of {@link Charts}, beside it. */
    static String of(Results results) {
        Report report = new Report(results);
        report.page
                .heading(1, "What a request costs as there is more of everything")
                .item("began", results.began())
                .append(results.machine().markdown())
                .item("Dunlin", results.version())
                .item("rounds", results.plan().rounds() + ", " + results.plan().seconds() + " s a run")
                .end()
                .paragraph(HOW_TO_READ.formatted(results.plan().warmup()));
        results.plan().dimensions().forEach(report::dimension);
        return report.page.toString();
    }

    private void dimension(Dimension dimension) {
        MarkdownTable<Integer> table = new MarkdownTable<Integer>()
                .column(dimension.title(), Figures::whole)
                .column(
                        "CPU µs",
                        size -> Figures.fine(results.spread(dimension, size).median()))
                .column("range", size -> range(results.spread(dimension, size)))
                .column("by the cheapest", size -> Figures.fine(results.rise(dimension, size)) + "x");
        page.heading(2, "By " + dimension.title())
                .paragraph("Of each size, " + dimension.load() + ".")
                .picture("CPU time by request", Charts.file(dimension))
                .paragraph(table.of(results.sizes(dimension)))
                .paragraph(verdict(dimension));
    }

    private String verdict(Dimension dimension) {
        int dearest = results.dearest(dimension);
        return (results.isFlat(dimension) ? "Flat" : "Not flat") + ": " + Figures.whole(dearest)
                + " cost the most, " + Figures.fine(results.rise(dimension, dearest)) + " times what "
                + Figures.whole(results.cheapest(dimension)) + " cost.";
    }

    private static String range(Spread spread) {
        return Figures.fine(spread.least()) + " to " + Figures.fine(spread.most());
    }
}
