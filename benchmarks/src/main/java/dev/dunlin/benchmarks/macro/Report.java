package dev.dunlin.benchmarks.macro;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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
    private final StringBuilder text = new StringBuilder();

    private Report(Results results) {
        this.results = results;
    }

    /** The whole report. It refers to the files of {@link Charts}, beside it. */
    static String of(Results results) {
        Report report = new Report(results);
        report.text.append("# Requests per second by number of workers\n\n");
        report.machine();
        report.paragraph(HOW_TO_READ.formatted(ProcStat.TICK_MICROS / 1000, ProcStat.TICK_MICROS / 1000));
        results.plan().scenarios().forEach(report::scenario);
        report.commands();
        return report.text.toString();
    }

    private void machine() {
        Machine machine = results.machine();
        String tools = machine.tools().entrySet().stream()
                .map(tool -> tool.getKey() + " " + tool.getValue())
                .collect(Collectors.joining(", "));
        item("began", results.began());
        item("processors", machine.cores() + " (" + machine.processor() + ")");
        item("memory", String.format(Locale.ROOT, "%,d MiB", machine.memoryMib()));
        item("system", machine.system());
        item("Java", machine.java());
        item("tools", tools);
        item("rounds", Integer.toString(results.plan().rounds()));
        text.append('\n');
    }

    private void scenario(Scenario scenario) {
        text.append("## ").append(scenario.title()).append("\n\n");
        paragraph(scenario.expectation());
        paragraph("%s requests a run, %s at a time, after %s that do not count."
                        .formatted(
                                Figures.whole(results.plan().requests(scenario)),
                                Figures.whole(results.plan().concurrency()),
                                Figures.whole(results.plan().warmup(scenario)))
                + fewer(scenario));
        picture("requests/s", Charts.requestsFile(scenario));
        for (Route route : results.plan().routes()) {
            text.append("### ").append(capitalized(route.phrase())).append("\n\n");
            paragraph(table(scenario, route));
        }
        picture("CPU time per request", Charts.cpuFile(scenario));
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
        text.append("## Commands\n\n");
        paragraph("Each with the ports and directories of its run in place of PORT and DIR. `serve` ends when its"
                + " standard input does.");
        text.append("```sh\n");
        Ab ab = new Ab(Tool.AB.command(), results.plan().concurrency());
        for (Scenario scenario : results.plan().scenarios()) {
            for (Route route : results.plan().routes()) {
                line(ServerProcess.command("java", List.of("-jar", "benchmarks.jar"), scenario, route, "DIR", "N"));
            }
            line(ab.command(results.plan().requests(scenario), "http://127.0.0.1:PORT/" + scenario.path()));
        }
        text.append("```\n");
        if (results.plan().routes().contains(Route.BALANCED)) balancer();
    }

    private void balancer() {
        List<URI> servers = List.of(URI.create("http://127.0.0.1:8081/"), URI.create("http://127.0.0.1:8082/"));
        text.append("\nThe configuration of nginx (`nginx -p DIR/ -c nginx.conf`), here in front of two workers:\n\n")
                .append("```nginx\n")
                .append(Balancer.configuration(new InetSocketAddress("127.0.0.1", 8080), servers))
                .append("```\n");
    }

    private void item(String name, String value) {
        text.append("- ").append(name).append(": ").append(value).append('\n');
    }

    private void line(Command command) {
        text.append(command).append('\n');
    }

    private void paragraph(String paragraph) {
        text.append(paragraph.strip()).append("\n\n");
    }

    private void picture(String alternative, String file) {
        text.append("![").append(alternative).append("](").append(file).append(")\n\n");
    }

    private static String capitalized(String phrase) {
        return phrase.substring(0, 1).toUpperCase(Locale.ROOT) + phrase.substring(1);
    }
}
