package dev.dunlin.benchmarks.macro.scaling;

import dev.dunlin.benchmarks.macro.BarChart;
import dev.dunlin.benchmarks.macro.Machine;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.OptionRange;
import dev.dunlin.benchmarks.macro.Progress;
import dev.dunlin.benchmarks.macro.ReportDirectory;
import dev.dunlin.benchmarks.macro.ReportOption;
import dev.dunlin.benchmarks.macro.Tool;
import dev.dunlin.benchmarks.macro.Workspace;
import dev.dunlin.benchmarks.macro.servers.Distribution;
import dev.dunlin.benchmarks.macro.servers.DistributionOption;
import dev.dunlin.benchmarks.macro.servers.Dunlin;
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

/** What a request costs as there are more connections, files and workers. */
@Command(
        name = "scaling",
        description =
                "Measures what a request costs with 10 to 10,000 connections, 100 to 1,000,000 files, asked for by"
                        + " path and by name, and 1 to 8 workers. Writes report.md, results.json and charts.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class ScalingCommand implements Callable<Integer> {
    /** The launcher's own heap has room for the names of some hundred thousand files. */
    private static final String JAVA_OPTIONS = "-Xmx512m";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dimensions",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "connections,files,names,workers",
            description = "Which of ${COMPLETION-CANDIDATES}. Default: all.")
    private List<Dimension> dimensions;

    @Option(
            names = "--max-files",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many files the largest tree may have, in the directory for temporary files. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int maxFiles;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each size is measured. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long each run takes. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long each server is warmed up. Default: ${DEFAULT-VALUE}.")
    private int warmup;

    @Mixin
    private final DistributionOption dunlin = new DistributionOption();

    @Mixin
    private final ReportOption report = new ReportOption("scaling");

    /** Measures and reports. What can be missing is looked for first, and not when all the measuring is done. */
    @Override
    public Integer call() throws MeasurementException {
        Plan plan = plan();
        Set<Tool> tools = EnumSet.of(Tool.WRK);
        Tool.requireAll(tools);
        Distribution distribution = dunlin.require();
        BarChart.requireFonts();
        Machine machine = Machine.local(tools);
        ReportDirectory directory = report.create();

        Progress progress = new Progress(spec.commandLine().getOut(), plan.runs());
        Results results = measure(plan, machine, distribution, progress);
        directory.write(results, () -> Report.of(results), new Charts(results)::write);
        progress.says("written: " + directory.page());
        return ExitCode.OK;
    }

    private Plan plan() {
        OptionRange range = new OptionRange(spec);
        range.require("--max-files", maxFiles, 100, 100_000_000);
        range.requireRounds(rounds);
        range.requireSeconds("--seconds", seconds, 1);
        range.requireSeconds("--warmup", warmup, 0);
        return new Plan(dimensions.stream().distinct().toList(), maxFiles, rounds, seconds, warmup);
    }

    private static Results measure(Plan plan, Machine machine, Distribution distribution, Progress progress)
            throws MeasurementException {
        String began = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        try (Workspace workspace = Workspace.create()) {
            Dunlin unpacked = distribution.unpack(JAVA_OPTIONS, workspace);
            List<Point> points = new Growth(plan, unpacked, workspace, progress).run();
            return new Results(began, machine, unpacked.version(), plan, points);
        }
    }
}
