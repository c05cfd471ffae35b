package dev.dunlin.benchmarks.macro.peers;

import dev.dunlin.benchmarks.macro.Figures;
import dev.dunlin.benchmarks.macro.MarkdownPage;
import dev.dunlin.benchmarks.macro.MarkdownTable;
import dev.dunlin.benchmarks.macro.ProcStat;
import dev.dunlin.benchmarks.macro.Spread;
import dev.dunlin.benchmarks.macro.servers.Contender;
import dev.dunlin.benchmarks.macro.servers.Dunlin;
import dev.dunlin.benchmarks.macro.servers.Nginx;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Tells people what was measured, in Markdown, with all that they need to doubt it or to repeat it. */
final class Report {
    private static final String HOW_TO_READ = """
            Servers and load generator run on the same machine and share its processors; all servers have %d threads or \
            processes for input and output. CPU time is that of the server's processes, user's and system's, by request \
            or, where files are big, by MiB; Linux counts it in ticks of %d ms. Each server was warmed up under each load. \
            A round takes load by load, and each load server by server, so that what is compared was measured within a few \
            minutes; ratios are formed within a round. Figures are medians over the rounds; a range is from the least to \
            the most. A run with a single failed request counts for nothing and is named below. The NIO floor is no server \
            but a yardstick: event loops that write a ready answer and look at next to nothing.
            """;

    private final Results results;
    private final MarkdownPage page = new MarkdownPage();

    private Report(Results results) {
        this.results = results;
    }

    /** The whole report. It refers to the files of {@link Charts}, beside it. */
    static String of(Results results) {
        Report report = new Report(results);
        report.page.heading(1, "Dunlin beside other servers");
        report.machine();
        report.overview();
        report.targets();
        report.startsAndMemory();
        results.plan().loads().forEach(report::load);
        report.refusals();
        report.commands();
        return report.page.toString();
    }

    private void machine() {
        String versions = results.plan().servers().stream()
                .map(server -> server.title() + " " + results.versions().get(server))
                .collect(Collectors.joining(", "));
        page.item("began", results.began())
                .append(results.machine().markdown())
                .item("servers", versions)
                .item("rounds", results.plan().rounds() + ", " + results.plan().seconds() + " s a run")
                .end()
                .paragraph(HOW_TO_READ.formatted(results.plan().workers(), ProcStat.TICK_MICROS / 1000));
    }

    private void overview() {
        page.heading(2, "CPU time")
                .paragraph("Microseconds by request, under c by MiB; in parentheses by nginx' time.");
        page.paragraph(byLoad((server, load) -> results.spread(server, load, Run.Measured::micros)
                .map(spread -> Figures.brief(spread.median()) + ratioTo(Server.NGINX, server, load))
                .orElse("-")));
        page.paragraph("The same by the NIO floor's time:");
        page.paragraph(byLoad((server, load) -> results.ratio(server, Server.FLOOR, load, Run.Measured::micros)
                .map(spread -> Figures.fine(spread.median()) + "x")
                .orElse("-")));
        page.paragraph("Requests by second:");
        page.paragraph(byLoad((server, load) -> median(server, load, Run.Measured::requestsPerSecond)));
    }

    private String byLoad(Cell cell) {
        MarkdownTable<Server> table = new MarkdownTable<Server>().column("server", Server::title);
        for (Load load : results.plan().loads()) table.column(load.title(), server -> cell.of(server, load));
        return table.of(results.plan().servers());
    }

    private String ratioTo(Server other, Server server, Load load) {
        return results.ratio(server, other, load, Run.Measured::micros)
                .map(spread -> " (" + Figures.fine(spread.median()) + "x)")
                .orElse("");
    }

    private void targets() {
        MarkdownTable<Target> table = new MarkdownTable<Target>()
                .column("Dunlin's marks", Target::what)
                .column("mark", Target::mark)
                .column("measured", target -> target.measured(results))
                .column("", target -> target.verdict(results));
        page.heading(2, "Marks").paragraph(table.of(Target.all(results.javaFeature())));
    }

    private void startsAndMemory() {
        MarkdownTable<Server> table = new MarkdownTable<Server>()
                .column("server", Server::title)
                .column("first answer, ms", server -> median(results.start(server)))
                .column("range", server -> range(results.start(server)))
                .column(
                        "peak memory, MiB",
                        server -> results.peak(server).map(Figures::whole).orElse("-"));
        page.heading(2, "Start and memory")
                .paragraph("From the start of the process to its first answer, "
                        + results.plan().starts()
                        + " starts, and the most memory resident after all loads; memory that processes share counts for"
                        + " each.")
                .picture("start to first answer", Charts.STARTS)
                .picture("peak memory", Charts.MEMORY)
                .paragraph(table.of(results.plan().servers()));
    }

    private void load(Load load) {
        MarkdownTable<Server> table = new MarkdownTable<Server>()
                .column("server", Server::title)
                .column("CPU µs", server -> median(results.spread(server, load, Run.Measured::micros)))
                .column("range", server -> range(results.spread(server, load, Run.Measured::micros)))
                .column("by nginx'", server -> ratio(server, Server.NGINX, load))
                .column("by the floor's", server -> ratio(server, Server.FLOOR, load))
                .column("requests/s", server -> median(server, load, Run.Measured::requestsPerSecond))
                .column("MB/s", server -> median(server, load, Run.Measured::megabytesPerSecond))
                .column("median ms", server -> fine(server, load, Run.Measured::medianMillis))
                .column("99 % ms", server -> fine(server, load, Run.Measured::p99Millis));
        if (load.isByMib()) {
            table.column(
                    "slowest by fastest",
                    server -> fine(server, load, measured -> measured.fairness().slowestToFastest()));
        }
        page.heading(2, load.title())
                .picture("CPU time by " + load.unit(), Charts.cpuFile(load))
                .paragraph(table.of(results.plan().servers()));
    }

    private void refusals() {
        String list = results.runs().stream()
                .filter(run -> run.refusal() != null)
                .map(run -> "- " + run.load().title() + ", " + run.server().title() + ", round " + run.round() + ": "
                        + run.refusal() + "\n")
                .collect(Collectors.joining());
        page.heading(2, "Not measured").paragraph(list.isEmpty() ? "Nothing was refused." : list);
    }

    private void commands() {
        Dunlin dunlin = new Dunlin(Path.of("dunlin"), "", "");
        String servers = results.plan().servers().stream()
                .map(server -> server.contender(dunlin))
                .map((Contender contender) -> contender.told(results.plan().workers()))
                .collect(Collectors.joining("\n", "", "\n"));
        String loads = results.plan().loads().stream()
                .map(load -> Generator.told(
                        load, results.plan().seconds(), results.plan().requests()))
                .collect(Collectors.joining("\n", "", "\n"));
        page.heading(2, "Commands")
                .paragraph("Each with the ports and directories of its run in place of PORT and DIR.")
                .code("sh", servers + loads)
                .paragraph("The configuration of nginx:")
                .code("nginx", Nginx.configuration(results.plan().workers(), "127.0.0.1:PORT", "DIR"));
    }

    private String ratio(Server server, Server other, Load load) {
        return results.ratio(server, other, load, Run.Measured::micros)
                .map(spread -> Figures.fine(spread.median()) + "x (" + Figures.fine(spread.least()) + " to "
                        + Figures.fine(spread.most()) + ")")
                .orElse("-");
    }

    private String fine(Server server, Load load, ToDoubleFunction<Run.Measured> figure) {
        return results.spread(server, load, figure)
                .map(spread -> Figures.fine(spread.median()))
                .orElse("-");
    }

    private String median(Server server, Load load, ToDoubleFunction<Run.Measured> figure) {
        return median(results.spread(server, load, figure));
    }

    private static String median(Optional<Spread> spread) {
        return spread.map(known -> Figures.brief(known.median())).orElse("-");
    }

    private static String range(Optional<Spread> spread) {
        return spread.map(known -> Figures.brief(known.least()) + " to " + Figures.brief(known.most()))
                .orElse("-");
    }

    /** What stands in a table for a server and a load. */
    @FunctionalInterface
    private interface Cell {
        String of(Server server, Load load);
    }
}
