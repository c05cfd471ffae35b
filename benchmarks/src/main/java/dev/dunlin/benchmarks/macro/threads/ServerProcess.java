package dev.dunlin.benchmarks.macro.threads;

import dev.dunlin.benchmarks.macro.Child;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.ProcStat;
import dev.dunlin.benchmarks.macro.ServerJvm;
import dev.dunlin.benchmarks.macro.Workspace;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Dunlin in a JVM of its own: what is measured. */
final class ServerProcess implements AutoCloseable {
    private final Child child;
    private final List<URI> uris;

    private ServerProcess(Child child, List<URI> uris) {
        this.child = child;
        this.uris = uris;
    }

    /** Starts the server that a setting wants: on one port with all workers, or for a balancer, on a port for each. */
    static ServerProcess start(Setting setting, Workspace workspace) throws MeasurementException {
        List<String> arguments = arguments(
                setting.scenario(), setting.route(), workspace.site().toString(), Integer.toString(setting.workers()));
        Child child = Child.start(ServerJvm.command(arguments), workspace.newFile("server.log"));
        String ready = child.awaitLine(ServeCommand.READY);
        return new ServerProcess(
                child, Stream.of(ready.split(" ")).map(URI::create).toList());
    }

    /** What the JVM is to do, as it is run here or as it is told. */
    static List<String> arguments(Scenario scenario, Route route, String site, String workers) {
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(scenario.serveOptions(site));
        arguments.addAll(List.of("--workers", workers));
        if (route == Route.BALANCED) arguments.add("--port-per-worker");
        return arguments;
    }

    /** Where it listens: one place, or one for each worker. */
    List<URI> uris() {
        return uris;
    }

    /** What it has used since it began. */
    ProcStat used() throws MeasurementException {
        return child.used();
    }

    @Override
    public void close() {
        child.close();
    }
}
