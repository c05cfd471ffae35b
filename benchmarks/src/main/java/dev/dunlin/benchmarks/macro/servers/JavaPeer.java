package dev.dunlin.benchmarks.macro.servers;

import dev.dunlin.benchmarks.macro.Command;
import dev.dunlin.benchmarks.peers.Peers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A peer in a JVM of its own, of the JDK that runs the harness. */
public record JavaPeer(Peers peer) implements Contender {
    private static final String HEAP = "-Xmx512m";

    @Override
    public String version() {
        return peer.create().version();
    }

    @Override
    public Command command(Place place) {
        return new Command(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.dunlin.benchmarks.Benchmarks",
                "peer",
                name(),
                "--root",
                place.root().toString(),
                "--port",
                Integer.toString(place.address().getPort()),
                "--workers",
                Integer.toString(place.workers())));
    }

    @Override
    public String told(int workers) {
        return "java " + HEAP + " -jar benchmarks.jar peer " + name() + " --root DIR --port PORT --workers " + workers;
    }

    private String name() {
        return peer.name().toLowerCase(Locale.ROOT);
    }
}
