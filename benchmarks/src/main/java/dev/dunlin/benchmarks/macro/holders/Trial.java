package dev.dunlin.benchmarks.macro.holders;

import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.ProcStat;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * One kind of holder at a server:
 *
 * <pre>
 *   quiet ──► connections are opened, and held ──► they are closed ──► the server recovers ──► a last look
 * </pre>
 */
final class Trial {
    /** Longer than the server remembers a long turn. */
    private static final Duration QUIET = Duration.ofMillis(2_500);

    private static final Duration LAST_LOOK = Duration.ofSeconds(1);

    private final Kind kind;
    private final Plan plan;
    private final HeldServer server;

    Trial(Kind kind, Plan plan, HeldServer server) {
        this.kind = kind;
        this.plan = plan;
        this.server = server;
    }

    /** Returns when the server has recovered, or has had its time to. */
    Outcome run() throws MeasurementException {
        try (LoopClocks clocks = LoopClocks.of(server.pid(), workers());
                ProcessWatch process = ProcessWatch.start(server.pid(), clocks);
                MetricsWatch metrics = MetricsWatch.start(server.admin(), clocks);
                Visitors visitors = Visitors.start(server.http())) {
            return run(process, metrics, visitors);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeasurementException("interrupted");
        }
    }

    private Outcome run(ProcessWatch process, MetricsWatch metrics, Visitors visitors)
            throws MeasurementException, InterruptedException {
        // What came before, such as the warm-up, may not be over.
        Recovery.await(server.http(), Verdict.RECOVERY);
        Latencies quiet = visitors.enter();
        server.endsWithin(QUIET);
        process.begin();
        metrics.begin();
        ProcStat before = process.latest();
        Latencies during = visitors.enter();
        long begun = System.nanoTime();
        Integer held;
        Attack.Toll toll;
        try (Attack attack = Attack.start(kind, server.target(kind), plan.connections(), plan.rate())) {
            attack.awaitTried(timeToOpen());
            server.endsWithin(Duration.ofSeconds(plan.seconds()));
            held = server.isAlive() ? metrics.open().orElse(null) : null;
            toll = attack.release();
        }
        Latencies after = visitors.enter();
        Double recovered = Recovery.await(server.http(), Verdict.RECOVERY)
                .map(time -> time.toNanos() / 1e6)
                .orElse(null);
        server.endsWithin(LAST_LOOK);
        double seconds = (System.nanoTime() - begun) / 1e9;
        visitors.close();
        return new Outcome(
                kind,
                toll,
                held,
                quiet.figures(),
                during.figures(),
                after.figures(),
                recovered,
                memory(before, process),
                (process.latest().cpuMicros() - before.cpuMicros()) / 1e6,
                seconds,
                metrics.peaks(),
                server.isAlive(),
                server.tail());
    }

    /** Twice what the pace asks for, if the machine cannot keep it. */
    private Duration timeToOpen() {
        return Duration.ofMillis(5_000 + 2_000L * plan.connections() / plan.rate());
    }

    private static Outcome.Memory memory(ProcStat before, ProcessWatch process) {
        return new Outcome.Memory(
                before.residentKib() / 1024.0,
                process.peakKib() / 1024.0,
                process.latest().residentKib() / 1024.0);
    }

    private Set<String> workers() throws MeasurementException {
        try {
            return MetricsWatch.workers(server.admin());
        } catch (IOException e) {
            throw new MeasurementException("the server tells nothing of itself", e);
        }
    }
}
