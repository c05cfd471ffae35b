package dev.dunlin.benchmarks.macro.holders;

import com.sun.management.UnixOperatingSystemMXBean;
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
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Thousands of connections that make the server hold something, and a well-behaved client beside them. */
@Command(
        name = "holders",
        description = "Measures what thousands of connections cost that make Dunlin, as it is installed, hold memory or"
                + " work and give nothing back: its memory, its turns, and how a well-behaved client is served meanwhile."
                + " Writes report.md, report.tsv, results.json and charts. Exit code 1 where a limit is broken.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class HoldersCommand implements Callable<Integer> {
    /** For the tool itself, and for what a server has open beside connections and files. */
    private static final int OTHER_DESCRIPTORS = 2_000;

    /** Beyond it the kernel's own memory may be used up, for all that runs on the machine. */
    private static final int MOST_WITH_BIG_PACKETS = 200;

    private static final int BIG_PACKET = 16_384;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--kinds",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "heads,records,pipelines,responses,compressors,cached,files,listings,ranges",
            description = "Which of ${COMPLETION-CANDIDATES}. Default: all.")
    private List<Kind> kinds;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "3500",
            description =
                    "How many connections each kind opens. The launcher's heap allows some 3,960 in all: what holds"
                            + " more cannot be told apart from a server that is full. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many of them in a second. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "For how many seconds they are held, once all were tried. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long each server is warmed up. Default: ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(
            names = "--one-server",
            description = "All kinds come to one server, one after the other. Otherwise each finds a new one.")
    private boolean isOneServer;

    @Option(
            names = "--mtu",
            paramLabel = "BYTES",
            defaultValue = "1500",
            description = "The longest packet of the network. Where that of the loopback is another one, all runs in a"
                    + " network namespace of its own, with unshare and ip; 0 takes the loopback as it is, for "
                    + MOST_WITH_BIG_PACKETS + " connections at the most if its packets are big. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int mtu;

    @Option(
            names = "--jdk",
            paramLabel = "HOME",
            description = "The JDK that the server runs on. Default: the one that runs the benchmarks.")
    private Path jdk = Path.of(System.getProperty("java.home"));

    @Mixin
    private final DistributionOption dunlin = new DistributionOption();

    @Mixin
    private final ReportOption report = new ReportOption("holders");

    /** Measures and reports. What can be missing is looked for first, and not when all the measuring is done. */
    @Override
    public Integer call() throws MeasurementException {
        Plan plan = plan();
        Distribution distribution = dunlin.require();
        BarChart.requireFonts();
        int loopbackMtu = OwnNetwork.loopbackMtu();
        if (mtu != 0 && mtu != loopbackMtu) return OwnNetwork.run(mtu, arguments());
        requireRoom(loopbackMtu);
        Machine machine = Machine.local(EnumSet.noneOf(Tool.class));
        ReportDirectory directory = report.create();

        Progress progress =
                new Progress(spec.commandLine().getOut(), plan.kinds().size());
        Results results = measure(plan, machine, loopbackMtu, distribution, progress);
        directory.write(results, () -> Report.of(results), path -> {
            Files.writeString(path.resolve("report.tsv"), Table.tsv(results.outcomes()));
            new Charts(results.outcomes()).write(path);
        });
        progress.says("\n" + Table.main(results.outcomes()) + "\n" + Table.memory(results.outcomes()));
        progress.says("written: " + directory.page());
        return results.isGood() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Plan plan() {
        OptionRange range = new OptionRange(spec);
        range.require("--connections", connections, 1, 500_000);
        range.require("--rate", rate, 1, 100_000);
        range.requireSeconds("--seconds", seconds, 1);
        range.requireSeconds("--warmup", warmup, 0);
        if (mtu != 0) range.require("--mtu", mtu, 576, 65_536);
        if (!Files.isExecutable(jdk.resolve("bin/java"))) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--jdk': " + jdk + " has no bin/java");
        }
        return new Plan(kinds.stream().distinct().toList(), connections, rate, seconds, warmup, isOneServer);
    }

    /** As they were given, with the command before them. */
    private List<String> arguments() {
        return spec.root().commandLine().getParseResult().originalArgs();
    }

    private void requireRoom(int loopbackMtu) throws MeasurementException {
        if (loopbackMtu > BIG_PACKET && connections > MOST_WITH_BIG_PACKETS) {
            throw new MeasurementException("--connections: " + connections + " are more than " + MOST_WITH_BIG_PACKETS
                    + ", which is the most with the loopback as it is (--mtu 1500 has room for more)");
        }
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && connections + OTHER_DESCRIPTORS > system.getMaxFileDescriptorCount()) {
            throw new MeasurementException("--connections: for " + connections + " a process needs "
                    + (connections + OTHER_DESCRIPTORS) + " descriptors, and may have "
                    + system.getMaxFileDescriptorCount() + " (ulimit -n)");
        }
    }

    private Results measure(Plan plan, Machine machine, int loopbackMtu, Distribution distribution, Progress progress)
            throws MeasurementException {
        String began = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        try (Workspace workspace = Workspace.create()) {
            Dunlin unpacked = distribution.unpack("", workspace).on(jdk.toAbsolutePath());
            try (Trials trials = new Trials(plan, unpacked, workspace, progress)) {
                String home = String.valueOf(jdk.getFileName());
                return new Results(began, machine, loopbackMtu, unpacked.version(), home, plan, trials.run());
            }
        }
    }
}
