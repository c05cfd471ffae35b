package dev.dunlin.benchmarks.macro.scaling;

import dev.dunlin.benchmarks.macro.ManyNames;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.Tool;
import dev.dunlin.benchmarks.macro.Workspace;
import dev.dunlin.benchmarks.macro.Wrk;
import dev.dunlin.benchmarks.macro.WrkScript;
import dev.dunlin.benchmarks.macro.servers.Dunlin;
import dev.dunlin.benchmarks.macro.servers.RunningServer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One size of a dimension, ready to be measured: a server of its own, and what it has to hold. */
final class Stage implements AutoCloseable {
    /** The file that the workspace has. */
    static final String SMALL = "/small.html";

    private static final int WORKERS = 2;
    private static final int CONNECTIONS = 64;
    private static final int ASKED_FOR = 100;
    private static final int FILES_IN_A_DIRECTORY = 100;

    private final RunningServer server;
    private final Wrk wrk;
    private final int idle;
    private final @Nullable ManyNames tree;

    private Stage(RunningServer server, Wrk wrk, int idle, @Nullable ManyNames tree) {
        this.server = server;
        this.wrk = wrk;
        this.idle = idle;
        this.tree = tree;
    }

    /** Makes what the size wants, and starts the server; returns when it answers, names included. */
    static Stage of(Dimension dimension, int size, Dunlin dunlin, Workspace workspace) throws MeasurementException {
        return switch (dimension) {
            case CONNECTIONS -> small(WORKERS, dimension.least(), size - dimension.least(), dunlin, workspace);
            case WORKERS -> small(size, CONNECTIONS, 0, dunlin, workspace);
            case FILES, NAMES -> tree(dimension, size, dunlin, workspace);
        };
    }

    private static Stage small(int workers, int active, int idle, Dunlin dunlin, Workspace workspace)
            throws MeasurementException {
        Wrk wrk = wrk(WrkScript.plain(workspace), active);
        return new Stage(RunningServer.start(dunlin, workspace.site(), workers, SMALL, workspace), wrk, idle, null);
    }

    private static Stage tree(Dimension dimension, int size, Dunlin dunlin, Workspace workspace)
            throws MeasurementException {
        ManyNames tree = ManyNames.create(size, Math.max(1, size / FILES_IN_A_DIRECTORY));
        try {
            List<String> paths = dimension == Dimension.NAMES ? tree.names(ASKED_FOR) : tree.paths(ASKED_FOR);
            Wrk wrk = wrk(WrkScript.inTurn(paths, workspace), CONNECTIONS);
            String name = tree.names(1).get(0);
            return new Stage(RunningServer.start(dunlin, tree.root(), WORKERS, name, workspace), wrk, 0, tree);
        } catch (MeasurementException e) {
            tree.close();
            throw e;
        }
    }

    private static Wrk wrk(Path script, int connections) throws MeasurementException {
        return new Wrk(Tool.WRK.require().toString(), script, connections, List.of());
    }

    /** The server's CPU time by request, in microseconds. */
    double micros(int seconds) throws MeasurementException {
        try (IdleConnections held = IdleConnections.open(server.address(), idle)) {
            long before = server.used().cpuMicros();
            Wrk.Result result = wrk.run(seconds, server.uri(SMALL));
            return (double) (server.used().cpuMicros() - before) / result.requests();
        }
    }

    /** Ends the server and deletes what it has served. */
    @Override
    public void close() throws MeasurementException {
        server.close();
        if (tree != null) tree.close();
    }
}
