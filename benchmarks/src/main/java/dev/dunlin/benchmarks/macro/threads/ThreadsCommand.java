package dev.dunlin.benchmarks.macro.threads;

import dev.dunlin.benchmarks.macro.BarChart;
import dev.dunlin.benchmarks.macro.Machine;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.OptionRange;
import dev.dunlin.benchmarks.macro.Progress;
import dev.dunlin.benchmarks.macro.ReportDirectory;
import dev.dunlin.benchmarks.macro.ReportOption;
import dev.dunlin.benchmarks.macro.Tool;
import dev.dunlin.http.server.HttpServer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The load test by number of workers: what more threads bring, and what they do not. */
@Command(
        name = "threads",
        description =
                "Measures requests per second by number of workers, with ab: a light file, a heavy file and a handler"
                        + " that blocks, directly and behind an nginx in front of servers of one worker each. Writes"
                        + " report.md, results.json and charts.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class ThreadsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "50000",
            description =
                    "Requests of a light run; heavy and blocking runs make fewer, and none makes less than ten per"
                            + " connection. Default: ${DEFAULT-VALUE}.")
    private int requests;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Requests before each light run, which do not count. Default: ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "100",
            description = "Connections at a time. Default: ${DEFAULT-VALUE}.")
    private int concurrency;

    @Option(
            names = "--workers",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,4,8",
            description = "Numbers of workers, in the order in which they are compared. Default: ${DEFAULT-VALUE}.")
    private List<Integer> workers;

    @Option(
            names = "--scenarios",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "light,heavy,blocking",
            description = "Which of ${COMPLETION-CANDIDATES}. Default: all.")
    private List<Scenario> scenarios;

    @Option(
            names = "--routes",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "direct,balanced",
            description = "Which of ${COMPLETION-CANDIDATES}; only the second needs nginx. Default: all.")
    private List<Route> routes;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often all is measured. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Mixin
    private final ReportOption report = new ReportOption("");

    /** Measures and reports. What can be missing is looked for first, and not when all the measuring is done. */
    @Override
    public Integer call() throws MeasurementException {
        Plan plan = plan();
        Set<Tool> tools = EnumSet.of(Tool.AB);
        if (plan.routes().contains(Route.BALANCED)) tools.add(Tool.NGINX);
        Tool.requireAll(tools);
        BarChart.requireFonts();
        Machine machine = Machine.local(tools);
        ReportDirectory directory = report.create();

        Progress progress = new Progress(spec.commandLine().getOut(), plan.runs());
        Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Results results = new Results(began, machine, plan, new LoadTest(plan, progress).run());
        directory.write(results, () -> Report.of(results), new Charts(results)::write);
        progress.says("written: " + directory.page());
        return ExitCode.OK;
    }

    private Plan plan() {
        OptionRange range = new OptionRange(spec);
        range.require("--requests", requests, 1, 100_000_000);
        range.require("--warmup", warmup, 0, 100_000_000);
        range.require("--concurrency", concurrency, 1, 10_000);
        range.requireRounds(rounds);
        for (int number : workers) range.require("--workers", number, 1, HttpServer.MAX_WORKERS);
        return new Plan(
                distinct(scenarios), distinct(routes), distinct(workers), rounds, requests, warmup, concurrency);
    }

    private static <T> List<T> distinct(List<T> values) {
        return values.stream().distinct().toList();
    }
}
