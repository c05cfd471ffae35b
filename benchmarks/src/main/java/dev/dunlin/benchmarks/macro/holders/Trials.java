package dev.dunlin.benchmarks.macro.holders;

import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.Progress;
import dev.dunlin.benchmarks.macro.Workspace;
import dev.dunlin.benchmarks.macro.servers.Dunlin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One kind after the other, each at a server that is well. */
final class Trials implements AutoCloseable {
    private final Plan plan;
    private final Dunlin dunlin;
    private final Workspace workspace;
    private final Progress progress;
    private @Nullable HeldServer server;

    Trials(Plan plan, Dunlin dunlin, Workspace workspace, Progress progress) {
        this.plan = plan;
        this.dunlin = dunlin;
        this.workspace = workspace;
        this.progress = progress;
    }

    List<Outcome> run() throws MeasurementException {
        Site.write(workspace);
        List<Outcome> outcomes = new ArrayList<>();
        for (Kind kind : plan.kinds()) {
            progress.begins(kind.title());
            HeldServer well = server == null ? start() : server;
            server = well;
            Outcome outcome = new Trial(kind, plan, well).run();
            outcomes.add(outcome);
            progress.ended(Verdict.of(outcome).toString());
            boolean isWell = outcome.isAlive() && outcome.recoveredMillis() != null;
            if (!plan.isOneServer() || !isWell) close();
        }
        return outcomes;
    }

    /** Ends the server, if one runs. */
    @Override
    public void close() {
        if (server != null) server.close();
        server = null;
    }

    private HeldServer start() throws MeasurementException {
        HeldServer started = HeldServer.start(dunlin, workspace);
        started.warmUp(Duration.ofSeconds(plan.warmup()));
        return started;
    }
}
