package dev.dunlin.benchmarks.macro.peers;

import dev.dunlin.benchmarks.macro.Ab;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.Tool;
import dev.dunlin.benchmarks.macro.Workspace;
import dev.dunlin.benchmarks.macro.Wrk;
import dev.dunlin.benchmarks.macro.WrkScript;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Puts servers under load. */
final class Generator {
    private static final int DEPTH = 16;
    private static final String CLOSE = "Connection: close";

    private final Path plain;
    private final Path pipelined;

    /** Writes its scripts into the workspace. */
    Generator(Workspace workspace) throws MeasurementException {
        plain = WrkScript.plain(workspace);
        pipelined = WrkScript.pipelined(DEPTH, workspace);
    }

    private Generator(Path plain, Path pipelined) {
        this.plain = plain;
        this.pipelined = pipelined;
    }

    /** The command of a load, as it is told in a report. */
    static String told(Load load, int seconds, int requests) {
        String uri = "http://127.0.0.1:PORT" + load.path();
        Generator told = new Generator(Path.of("plain.lua"), Path.of("pipelined.lua"));
        return load.kind().isAb()
                ? ab(load, Tool.AB.command()).command(requests, uri).toString()
                : told.wrk(load, Tool.WRK.command()).command(seconds, uri).toString();
    }

    /**
     * Runs a load for some seconds, or, with ab, for so many requests.
     *
     * @throws MeasurementException also if a single request has failed
     */
    Outcome run(Load load, URI uri, int seconds, int requests) throws MeasurementException {
        if (load.kind().isAb())
            return Outcome.of(ab(load, Tool.AB.require().toString()).run(requests, uri), load);
        return Outcome.of(wrk(load, Tool.WRK.require().toString()).run(seconds, uri));
    }

    private static Ab ab(Load load, String program) {
        return new Ab(program, load.connections(), load.kind() == Load.Kind.AB_KEEP_ALIVE);
    }

    private Wrk wrk(Load load, String program) {
        return new Wrk(
                program,
                load.kind() == Load.Kind.WRK_PIPELINED ? pipelined : plain,
                load.connections(),
                load.kind() == Load.Kind.WRK_CLOSE ? List.of(CLOSE) : List.of());
    }

    /**
     * What the load generator has counted.
     *
     * @param bytes all that it has got, with heads where it tells them
     */
    record Outcome(long requests, long bytes, double requestsPerSecond, double medianMillis, double p99Millis) {
        private static Outcome of(Wrk.Result result) {
            return new Outcome(
                    result.requests(),
                    result.bytes(),
                    result.requests() * 1e6 / result.micros(),
                    result.medianMicros() / 1e3,
                    result.p99Micros() / 1e3);
        }

        private static Outcome of(Ab.Result result, Load load) {
            return new Outcome(
                    result.complete(),
                    (long) result.complete() * load.bytes(),
                    result.requestsPerSecond(),
                    result.medianMillis(),
                    result.p99Millis());
        }

        /** Megabytes, of a million bytes each. */
        double megabytesPerSecond() {
            return bytes / 1e6 / (requests / requestsPerSecond);
        }
    }
}
