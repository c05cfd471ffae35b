package dev.dunlin.benchmarks.macro.servers;

import dev.dunlin.benchmarks.macro.Command;
import dev.dunlin.benchmarks.macro.ServerJvm;
import dev.dunlin.benchmarks.peers.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A peer in a JVM of its own. */
public record JavaPeer(Peers peer) implements Contender {
    @Override
    public String version() {
        return peer.create().version();
    }

    @Override
    public Command command(Place place) {
        return ServerJvm.command(arguments(place.options()));
    }

    @Override
    public String told(int workers) {
        return ServerJvm.told(arguments(Place.toldOptions(workers))).toString();
    }

    private List<String> arguments(List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("peer", peer.name().toLowerCase(Locale.ROOT)));
        arguments.addAll(options);
        return arguments;
    }
}
