package dev.dunlin.benchmarks.macro.peers;

import dev.dunlin.benchmarks.macro.Figures;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.Progress;
import dev.dunlin.benchmarks.macro.Workspace;
import dev.dunlin.benchmarks.macro.servers.Dunlin;
import dev.dunlin.benchmarks.macro.servers.RunningServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures what a plan wants: by round, by load, and then server by server, so that what is compared was measured within a
 * minute or so, and a machine that gets slower is unjust to all alike. All servers run from the beginning to the end; those
 * that are not asked do nothing.
 */
final class Comparison implements AutoCloseable {
    private final Plan plan;
    private final Progress progress;
    private final Workspace workspace;
    private final Dunlin dunlin;
    private final Generator generator;
    private final Map<Server, RunningServer> running = new EnumMap<>(Server.class);
    private final Map<Server, Map<Load, Optional<String>>> objections = new EnumMap<>(Server.class);

    Comparison(Plan plan, Progress progress, Workspace workspace, Dunlin dunlin) throws MeasurementException {
        this.plan = plan;
        this.progress = progress;
        this.workspace = workspace;
        this.dunlin = dunlin;
        this.generator = new Generator(workspace);
        Load.writeFiles(workspace);
    }

    /** What each server is a version of. */
    Map<Server, String> versions() throws MeasurementException {
        Map<Server, String> versions = new EnumMap<>(Server.class);
        for (Server server : plan.servers())
            versions.put(server, server.contender(dunlin).version());
        return versions;
    }

    /**
     * From the start of a process to its first answer, in milliseconds. A start before those that count fills the caches: the
     * system's, and Dunlin's archive of classes.
     */
    Map<Server, List<Double>> starts() throws MeasurementException {
        Map<Server, List<Double>> starts = new EnumMap<>(Server.class);
        if (plan.starts() == 0) return starts;
        for (Server server : plan.servers()) {
            startMillis(server);
            starts.put(server, new ArrayList<>());
        }
        for (int i = 0; i < plan.starts(); i++) {
            for (Server server : plan.servers()) starts.get(server).add(startMillis(server));
        }
        progress.says("starts are measured");
        return starts;
    }

    private double startMillis(Server server) throws MeasurementException {
        try (RunningServer started = start(server)) {
            return started.toFirstAnswer().toNanos() / 1e6;
        }
    }

    /** Returns when all loads are measured. */
    List<Run> runs() throws MeasurementException {
        List<Run> runs = new ArrayList<>();
        for (Server server : plan.servers()) {
            running.put(server, start(server));
            objections.put(server, new EnumMap<>(Load.class));
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Load load : plan.loads()) {
                for (Server server : plan.servers()) {
                    progress.begins("round " + round + ": " + load.title() + ", " + server.title());
                    Run run = run(server, load, round);
                    progress.ended(outcome(run));
                    runs.add(run);
                }
            }
        }
        return runs;
    }

    /**
     * The most memory that each server has had resident since it was started for the loads, in MiB; nothing of one that has
     * died, whose runs since then are refused anyhow.
     */
    Map<Server, Double> peaks() {
        Map<Server, Double> peaks = new EnumMap<>(Server.class);
        running.forEach((server, process) -> {
            try {
                peaks.put(server, process.used().peakKib() / 1024.0);
            } catch (MeasurementException ended) {
                progress.says(server.title() + " has ended by itself");
            }
        });
        return peaks;
    }

    /** Ends all servers. */
    @Override
    public void close() {
        running.values().forEach(RunningServer::close);
    }

    private RunningServer start(Server server) throws MeasurementException {
        return RunningServer.start(
                server.contender(dunlin), workspace.site(), plan.workers(), Load.A.path(), workspace);
    }

    private Run run(Server server, Load load, int round) throws MeasurementException {
        RunningServer target = running.get(server);
        Map<Load, Optional<String>> known = objections.get(server);
        boolean isFirst = !known.containsKey(load);
        if (isFirst) known.put(load, new Probe(load).objection(target.address()));
        Optional<String> objection = known.get(load);
        if (objection.isPresent()) return new Run(server, load, round, null, objection.get());
        try {
            if (isFirst) warmUp(target, load, known.size() == 1);
            return new Run(server, load, round, measure(target, load), null);
        } catch (MeasurementException refused) {
            return new Run(server, load, round, null, refused.getMessage());
        }
    }

    private void warmUp(RunningServer server, Load load, boolean isFirstOfAll) throws MeasurementException {
        int seconds = isFirstOfAll ? plan.warmup() : plan.furtherWarmup();
        int requests = Math.max(load.connections(), plan.requests() * seconds / 10);
        if (seconds > 0) generator.run(load, server.uri(load.path()), seconds, requests);
    }

    private Run.Measured measure(RunningServer server, Load load) throws MeasurementException {
        long before = server.used().cpuMicros();
        Generator.Outcome outcome = generator.run(load, server.uri(load.path()), plan.seconds(), plan.requests());
        long used = server.used().cpuMicros() - before;
        return new Run.Measured(
                used / (load.isByMib() ? outcome.bytes() / (double) (1 << 20) : outcome.requests()),
                outcome.requestsPerSecond(),
                outcome.megabytesPerSecond(),
                outcome.medianMillis(),
                outcome.p99Millis(),
                fairness(server, load));
    }

    private @Nullable Fairness fairness(RunningServer server, Load load) throws MeasurementException {
        if (!load.isByMib()) return null;
        return new Downloads(server.address(), load).run(load.connections(), Duration.ofSeconds(plan.seconds()));
    }

    private static String outcome(Run run) {
        Run.Measured measured = run.measured();
        if (measured == null) return "not measured: " + run.refusal();
        return Figures.brief(measured.micros()) + " µs of CPU by " + run.load().unit() + ", "
                + Figures.whole(measured.requestsPerSecond()) + " requests/s";
    }
}
