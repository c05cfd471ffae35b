package dev.dunlin.benchmarks.macro.threads;

import dev.dunlin.benchmarks.macro.Ab;
import dev.dunlin.benchmarks.macro.Figures;
import dev.dunlin.benchmarks.macro.MarkdownPage;
import dev.dunlin.benchmarks.macro.MarkdownTable;
import dev.dunlin.benchmarks.macro.NginxProgram;
import dev.dunlin.benchmarks.macro.ProcStat;
import dev.dunlin.benchmarks.macro.ServerJvm;
import dev.dunlin.benchmarks.macro.Spread;
import dev.dunlin.benchmarks.macro.Tool;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Tells people what was measured, in Markdown, with all that they need to doubt it or to repeat it. */
final class Report {
    private static final String HOW_TO_READ = """
            Servers and load generator run on the same machine and share its processors, so requests/s tell what the \
            pair of them can do: where the processors are the limit, a server gets what `ab` (one thread, a new \
            connection for each request) leaves to it. CPU time per request is the server's alone, and the better \
            figure to compare; Linux counts it in ticks of %d ms, so that a run of 1,000 requests tells it to %d µs. \
            Each run has a fresh server, warmed up before it. A run with a single failed request ends the whole load \
            test, so there is none in this report. Figures are medians over the rounds; the range is from the least to \
            the most. Growth is the median of requests/s against that of the first line; CPU µs are microseconds of \
            CPU time per request; peak MiB is the most memory that the server had resident.
            """;

    private final Results results;
    private final MarkdownPage page = new MarkdownPage();

    private Report(Results results) {
        this.results = results;
    }

    /** The whole report. It refers to the files of {@link Charts}, beside it. */
    static String of(Results results) {
        Report report = new Report(results);
        report.page.heading(1, "Requests per second by number of workers");
        report.machine();
        report.page.paragraph(HOW_TO_READ.formatted(ProcStat.TICK_MICROS / 1000, ProcStat.TICK_MICROS / 1000));
        results.plan().scenarios().forEach(report::scenario);
        report.commands();
        return report.page.toString();
    }

    private void machine() {
        page.item("began", results.began())
                .append(results.machine().markdown())
                .item("rounds", Integer.toString(results.plan().rounds()))
                .end();
    }

    private void scenario(Scenario scenario) {
        page.heading(2, scenario.title());
        page.paragraph(scenario.expectation());
        page.paragraph("%s requests a run, %s at a time, after %s that do not count."
                        .formatted(
                                Figures.whole(results.plan().requests(scenario)),
                                Figures.whole(results.plan().concurrency()),
                                Figures.whole(results.plan().warmup(scenario)))
                + fewer(scenario));
        page.picture("requests/s", Charts.requestsFile(scenario));
        for (Route route : results.plan().routes()) {
            page.heading(3, capitalized(route.phrase()));
            page.paragraph(table(scenario, route));
        }
        page.picture("CPU time per request", Charts.cpuFile(scenario));
    }

    private static String fewer(Scenario scenario) {
        return scenario.divisor() == 1
                ? ""
                : " That is 1/" + scenario.divisor() + " of a light run (but at least ten for each connection),"
                        + " because each request takes so much longer.";
    }

    private String table(Scenario scenario, Route route) {
        List<Setting> settings = results.plan().workers().stream()
                .map(workers -> new Setting(scenario, route, workers))
                .toList();
        double first = results.median(settings.get(0), Measurement::requestsPerSecond);
        MarkdownTable<Setting> table = new MarkdownTable<Setting>()
                .column("workers", setting -> Integer.toString(setting.workers()))
                .column("requests/s", setting -> Figures.whole(results.median(setting, Measurement::requestsPerSecond)))
                .column("range", setting -> range(results.spread(setting, Measurement::requestsPerSecond)))
                .column(
                        "growth",
                        setting -> Figures.times(results.median(setting, Measurement::requestsPerSecond) / first))
                .column("median ms", setting -> Figures.whole(results.median(setting, Measurement::medianMillis)))
                .column("99 % ms", setting -> Figures.whole(results.median(setting, Measurement::p99Millis)))
                .column("CPU µs", setting -> Figures.brief(results.median(setting, Measurement::serverMicros)))
                .column("range", setting -> range(results.spread(setting, Measurement::serverMicros)))
                .column("peak MiB", setting -> Figures.whole(results.median(setting, Measurement::serverPeakMib)));
        if (route == Route.BALANCED) {
            table.column(
                    "nginx CPU µs", setting -> Figures.brief(results.median(setting, Measurement::balancerMicros)));
        }
        return table.of(settings);
    }

    private static String range(Spread spread) {
        return Figures.brief(spread.least()) + " to " + Figures.brief(spread.most());
    }

    /** As they were run, but for the ports, which are any that are free, and the directories, which are temporary. */
    private void commands() {
        page.heading(2, "Commands");
        page.paragraph("Each with the ports and directories of its run in place of PORT and DIR. `serve` ends when its"
                + " standard input does.");
        StringBuilder lines = new StringBuilder();
        Ab ab = new Ab(Tool.AB.command(), results.plan().concurrency(), false);
        for (Scenario scenario : results.plan().scenarios()) {
            for (Route route : results.plan().routes()) {
                lines.append(ServerJvm.told(ServerProcess.arguments(scenario, route, "DIR", "N")))
                        .append('\n');
            }
            lines.append(ab.command(results.plan().requests(scenario), "http://127.0.0.1:PORT/" + scenario.path()))
                    .append('\n');
        }
        page.code("sh", lines.toString());
        if (results.plan().routes().contains(Route.BALANCED)) balancer();
    }

    private void balancer() {
        List<URI> servers = List.of(URI.create("http://127.0.0.1:8081/"), URI.create("http://127.0.0.1:8082/"));
        page.paragraph("The configuration of nginx (`" + NginxProgram.told() + "`), here in front of two workers:")
                .code("nginx", Balancer.configuration(new InetSocketAddress("127.0.0.1", 8080), servers));
    }

    private static String capitalized(String phrase) {
        return phrase.substring(0, 1).toUpperCase(Locale.ROOT) + phrase.substring(1);
    }
}
