package dev.dunlin.benchmarks.macro.peers;

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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Dunlin beside other servers: the same files, the same loads, round by round. */
@Command(
        name = "peers",
        description =
                "Measures Dunlin, as it is installed, beside nginx, Jetty, Netty, the JDK's server and the least that"
                        + " selectors in Java can do: CPU time by request, times to answer, starts and memory. Writes"
                        + " report.md, results.json and charts.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class PeersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--servers",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "dunlin,nginx,jetty,netty,jdk,floor",
            description = "Which of ${COMPLETION-CANDIDATES}. Default: all.")
    private List<Server> servers;

    @Option(
            names = "--loads",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "a,b,c,d,e1,e2,f",
            description =
                    "Which of ${COMPLETION-CANDIDATES}: 1 kB, 12 kB and 20 MiB over connections that are kept, 1 kB"
                            + " with Connection: close, by ab, by ab -k, and 16 requests at once. Default: all.")
    private List<Load> loads;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often all is measured. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long a run by wrk takes. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "50000",
            description = "How many requests a run by ab makes. Default: ${DEFAULT-VALUE}.")
    private int requests;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long each server is warmed up at first; for each further load it is a fifth of that."
                    + " Default: ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(
            names = "--starts",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often the time to the first answer is taken. Default: ${DEFAULT-VALUE}.")
    private int starts;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads or processes for input and output of each server. Default: ${DEFAULT-VALUE}.")
    private int workers;

    @Mixin
    private final DistributionOption dunlin = new DistributionOption();

    @Mixin
    private final ReportOption report = new ReportOption("peers");

    /** Measures and reports. What can be missing is looked for first, and not when all the measuring is done. */
    @Override
    public Integer call() throws MeasurementException {
        Plan plan = plan();
        Set<Tool> tools = tools(plan);
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
        range.requireRounds(rounds);
        range.requireSeconds("--seconds", seconds, 1);
        range.require("--requests", requests, 100, 100_000_000);
        range.requireSeconds("--warmup", warmup, 0);
        range.require("--starts", starts, 0, 1_000);
        range.require("--workers", workers, 1, 256);
        return new Plan(
                servers.stream().distinct().toList(),
                loads.stream().distinct().toList(),
                rounds,
                seconds,
                requests,
                warmup,
                starts,
                workers);
    }

    private static Set<Tool> tools(Plan plan) {
        Set<Tool> tools = EnumSet.noneOf(Tool.class);
        for (Load load : plan.loads()) tools.add(load.kind().isAb() ? Tool.AB : Tool.WRK);
        if (plan.servers().contains(Server.NGINX)) tools.add(Tool.NGINX);
        return tools;
    }

    private static Results measure(Plan plan, Machine machine, Distribution distribution, Progress progress)
            throws MeasurementException {
        String began = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        try (Workspace workspace = Workspace.create()) {
            Dunlin unpacked = distribution.unpack("", workspace);
            try (Comparison comparison = new Comparison(plan, progress, workspace, unpacked)) {
                Map<Server, List<Double>> times = comparison.starts();
                List<Run> runs = comparison.runs();
                return new Results(
                        began,
                        machine,
                        Runtime.version().feature(),
                        plan,
                        comparison.versions(),
                        times,
                        comparison.peaks(),
                        runs);
            }
        }
    }
}
