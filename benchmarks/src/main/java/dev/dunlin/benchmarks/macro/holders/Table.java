package dev.dunlin.benchmarks.macro.holders;

import dev.dunlin.benchmarks.macro.Figures;
import dev.dunlin.benchmarks.macro.MarkdownTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The figures as people read them, and as programs do. */
final class Table {
    private static final double MIB = 1 << 20;

    private Table() {}

    /** For people: what holders have met, and how it was for others. */
    static String main(List<Outcome> outcomes) {
        return new MarkdownTable<Outcome>()
                .column("holders", outcome -> outcome.kind().title())
                .column("opened", outcome -> Figures.whole(outcome.toll().opened()))
                .column("refused", outcome -> Figures.whole(outcome.toll().refused()))
                .column(
                        "ended by the server",
                        outcome -> Figures.whole(outcome.toll().ended()))
                .column("open at the end", outcome -> orDash(outcome.held(), Figures::whole))
                .column("p50 ms", outcome -> millis(outcome.during(), Latencies.Figures::p50))
                .column("p99 ms", outcome -> millis(outcome.during(), Latencies.Figures::p99))
                .column("max ms", outcome -> millis(outcome.during(), Latencies.Figures::max))
                .column("failures", outcome -> Figures.whole(outcome.failures()))
                .column(
                        "peak RSS MiB",
                        outcome -> Figures.whole(outcome.memory().peak()))
                .column(
                        "longest turn ms",
                        outcome -> Figures.brief(outcome.peaks().turnMillis()))
                .column("of CPU ms", outcome -> cpu(outcome.peaks()))
                .column("CPU s", outcome -> Figures.brief(outcome.cpuSeconds()))
                .column("back after ms", outcome -> orDash(outcome.recoveredMillis(), Figures::whole))
                .column("verdict", outcome -> Verdict.of(outcome).toString())
                .of(outcomes);
    }

    /** For people: where memory went, and how it was without holders. */
    static String memory(List<Outcome> outcomes) {
        return new MarkdownTable<Outcome>()
                .column("holders", outcome -> outcome.kind().title())
                .column("RSS before", outcome -> Figures.whole(outcome.memory().before()))
                .column("RSS peak", outcome -> Figures.whole(outcome.memory().peak()))
                .column("RSS after", outcome -> Figures.whole(outcome.memory().after()))
                .column("heap peak", outcome -> mib(outcome.peaks().heapBytes()))
                .column("direct peak", outcome -> mib(outcome.peaks().directBytes()))
                .column("held peak", outcome -> mib(outcome.peaks().heldBytes()))
                .column("quiet p50 ms", outcome -> millis(outcome.quiet(), Latencies.Figures::p50))
                .column("quiet p99 ms", outcome -> millis(outcome.quiet(), Latencies.Figures::p99))
                .column("quiet max ms", outcome -> millis(outcome.quiet(), Latencies.Figures::max))
                .of(outcomes);
    }

    /** For programs: all figures, separated by tabs, a line for each kind; empty where there is none. */
    static String tsv(List<Outcome> outcomes) {
        List<Column> columns = List.of(
                new Column("kind", outcome -> outcome.kind().toString()),
                new Column("opened", outcome -> outcome.toll().opened()),
                new Column("refused", outcome -> outcome.toll().refused()),
                new Column("ended_by_server", outcome -> outcome.toll().ended()),
                new Column("open_at_end", Outcome::held),
                new Column("quiet_p50_ms", outcome -> outcome.quiet().p50()),
                new Column("quiet_p99_ms", outcome -> outcome.quiet().p99()),
                new Column("quiet_max_ms", outcome -> outcome.quiet().max()),
                new Column("p50_ms", outcome -> outcome.during().p50()),
                new Column("p99_ms", outcome -> outcome.during().p99()),
                new Column("max_ms", outcome -> outcome.during().max()),
                new Column("served", outcome -> outcome.during().count()),
                new Column("failures", Outcome::failures),
                new Column("rss_before_mib", outcome -> outcome.memory().before()),
                new Column("rss_peak_mib", outcome -> outcome.memory().peak()),
                new Column("rss_after_mib", outcome -> outcome.memory().after()),
                new Column("heap_peak_bytes", outcome -> outcome.peaks().heapBytes()),
                new Column("direct_peak_bytes", outcome -> outcome.peaks().directBytes()),
                new Column("held_peak_bytes", outcome -> outcome.peaks().heldBytes()),
                new Column("longest_turn_ms", outcome -> outcome.peaks().turnMillis()),
                new Column("turn_cpu_at_least_ms", outcome -> outcome.peaks().cpuAtLeastMillis()),
                new Column("turn_cpu_at_most_ms", outcome -> outcome.peaks().cpuAtMostMillis()),
                new Column("cpu_s", Outcome::cpuSeconds),
                new Column("wall_s", Outcome::seconds),
                new Column("back_after_ms", Outcome::recoveredMillis),
                new Column("alive", Outcome::isAlive),
                new Column("verdict", Verdict::of));
        String titles = columns.stream().map(Column::title).collect(Collectors.joining("\t", "", "\n"));
        return outcomes.stream()
                .map(outcome -> columns.stream()
                        .map(column -> text(column.cell().apply(outcome)))
                        .collect(Collectors.joining("\t", "", "\n")))
                .collect(Collectors.joining("", titles, ""));
    }

    private record Column(String title, Function<Outcome, @Nullable Object> cell) {}

    private static String text(@Nullable Object cell) {
        if (cell == null) return "";
        return cell instanceof Double number ? String.format(Locale.ROOT, "%.2f", number) : cell.toString();
    }

    /** A range, or the one bound that says something. */
    private static String cpu(Peaks peaks) {
        String most = Figures.brief(peaks.cpuAtMostMillis());
        return peaks.cpuAtLeastMillis() > 0
                ? Figures.brief(peaks.cpuAtLeastMillis()) + " to " + most
                : "at most " + most;
    }

    /** Nothing where nothing was served. */
    private static String millis(Latencies.Figures latencies, ToDoubleFunction<Latencies.Figures> figure) {
        return latencies.count() == 0 ? "-" : Figures.brief(figure.applyAsDouble(latencies));
    }

    private static String mib(@Nullable Double bytes) {
        return orDash(bytes, each -> Figures.brief(each.doubleValue() / MIB));
    }

    private static <N extends Number> String orDash(@Nullable N figure, Function<Double, String> text) {
        return Optional.ofNullable(figure).map(Number::doubleValue).map(text).orElse("-");
    }
}
