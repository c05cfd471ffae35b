package dev.dunlin.benchmarks.macro.threads;

import dev.dunlin.benchmarks.macro.BarChart;
import dev.dunlin.benchmarks.macro.JsonFile;
import dev.dunlin.benchmarks.macro.Machine;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.OptionRange;
import dev.dunlin.benchmarks.macro.Progress;
import dev.dunlin.benchmarks.macro.ReportDirectory;
import dev.dunlin.benchmarks.macro.Tool;
import dev.dunlin.http.server.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where the report goes. Default: benchmarks/report where there is a directory benchmarks, as in"
                            + " Dunlin's own sources, else report.")
    private @Nullable Path out;

    /** Measures and reports. What can be missing is looked for first, and not when all the measuring is done. */
    @Override
    public Integer call() throws MeasurementException {
        Plan plan = plan();
        Set<Tool> tools = EnumSet.of(Tool.AB);
        if (plan.routes().contains(Route.BALANCED)) tools.add(Tool.NGINX);
        Tool.requireAll(tools);
        BarChart.requireFonts();
        Machine machine = Machine.local(tools);
        Path directory = ReportDirectory.create(out, "");

        PrintWriter progress = spec.commandLine().getOut();
        Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        LoadTest test = new LoadTest(
                plan, new Progress(progress, plan.rounds() * plan.settings().size()));
        write(new Results(began, machine, plan, test.run()), directory);
        progress.println("written: " + directory.resolve("report.md"));
        progress.flush();
        return ExitCode.OK;
    }

    private Plan plan() {
        OptionRange range = new OptionRange(spec);
        range.require("--requests", requests, 1, 100_000_000);
        range.require("--warmup", warmup, 0, 100_000_000);
        range.require("--concurrency", concurrency, 1, 10_000);
        range.require("--rounds", rounds, 1, 1_000);
        for (int number : workers) range.require("--workers", number, 1, HttpServer.MAX_WORKERS);
        return new Plan(
                distinct(scenarios), distinct(routes), distinct(workers), rounds, requests, warmup, concurrency);
    }

    private static <T> List<T> distinct(List<T> values) {
        return values.stream().distinct().toList();
    }

    /** The figures first: pictures can be drawn again, measurements are never the same. */
    private static void write(Results results, Path directory) throws MeasurementException {
        try {
            JsonFile.write(results, directory.resolve("results.json"));
            Files.writeString(directory.resolve("report.md"), Report.of(results));
            new Charts(results).write(directory);
        } catch (IOException e) {
            throw new MeasurementException("cannot write the report", e);
        }
    }
}
