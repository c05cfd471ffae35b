package dev.dunlin.benchmarks.macro.threads;

import dev.dunlin.benchmarks.macro.Ab;
import dev.dunlin.benchmarks.macro.Figures;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.ProcStat;
import dev.dunlin.benchmarks.macro.Progress;
import dev.dunlin.benchmarks.macro.Tool;
import dev.dunlin.benchmarks.macro.Workspace;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures what a plan wants, round by round, so that a machine that gets slower is unjust to all settings alike.
 * Each run has a fresh server: what the JVM's compiler makes of the same code differs from start to start too, and that
 * should show in the spread.
 */
final class LoadTest {
    private final Plan plan;
    private final Progress progress;

    LoadTest(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Returns when all is measured. */
    List<Measurement> run() throws MeasurementException {
        Ab ab = new Ab(Tool.AB.require().toString(), plan.concurrency(), false);
        List<Measurement> measurements = new ArrayList<>();
        try (Workspace workspace = Workspace.create()) {
            Scenario.writeFiles(workspace);
            for (int round = 1; round <= plan.rounds(); round++) {
                for (Setting setting : plan.settings()) {
                    progress.begins("round " + round + ": " + setting);
                    Measurement measurement = measure(setting, round, ab, workspace);
                    progress.ended(Figures.whole(measurement.requestsPerSecond()) + " requests/s, "
                            + Figures.brief(measurement.serverMicros()) + " µs of CPU each");
                    measurements.add(measurement);
                }
            }
        }
        return measurements;
    }

    private Measurement measure(Setting setting, int round, Ab ab, Workspace workspace) throws MeasurementException {
        try (ServerProcess server = ServerProcess.start(setting, workspace);
                Balancer balancer =
                        setting.route() == Route.BALANCED ? Balancer.start(server.uris(), workspace) : null) {
            URI root = balancer == null ? server.uris().get(0) : balancer.uri();
            URI uri = root.resolve(setting.scenario().path());
            ab.run(plan.warmup(setting.scenario()), uri);

            int requests = plan.requests(setting.scenario());
            long serverBefore = server.used().cpuMicros();
            long balancerBefore = cpuMicros(balancer);
            Ab.Result result = ab.run(requests, uri);
            long balancerAfter = cpuMicros(balancer);
            ProcStat serverAfter = server.used();

            return new Measurement(
                    setting,
                    round,
                    requests,
                    result.requestsPerSecond(),
                    result.medianMillis(),
                    result.p99Millis(),
                    (double) (serverAfter.cpuMicros() - serverBefore) / requests,
                    balancer == null ? null : (double) (balancerAfter - balancerBefore) / requests,
                    serverAfter.peakKib() / 1024.0);
        }
    }

    private static long cpuMicros(@Nullable Balancer balancer) throws MeasurementException {
        return balancer == null ? 0 : balancer.used().cpuMicros();
    }
}
