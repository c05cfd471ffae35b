package dev.dunlin.demo;

import com.google.common.net.InetAddresses;
import dev.dunlin.http.server.HttpServer;
import dev.dunlin.http.server.WorkerSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** The servers of the demo, alike but for their addresses: all of them run, or none. */
final class Servers {
    private final List<HttpServer> servers;

    private Servers(List<HttpServer> servers) {
        this.servers = servers;
    }

    /**
     * Starts a server for each address.
     *
     * @param builder a server in the making that lacks only its address
     * @throws StartException if one of the addresses cannot be listened on; then no server is left
     */
    static Servers start(HttpServer.Builder builder, List<InetSocketAddress> addresses) throws StartException {
        List<HttpServer> started = new ArrayList<>();
        for (InetSocketAddress address : addresses) {
            try {
                started.add(builder.address(address).start());
            } catch (UncheckedIOException e) {
                started.forEach(HttpServer::close);
                IOException cause = Objects.requireNonNull(e.getCause());
                throw new StartException("cannot listen on " + uri(address) + ": " + Reasons.of(cause), e);
            }
        }
        return new Servers(started);
    }

    /** Where they listen; the ports are those that were really taken. */
    List<String> uris() {
        return servers.stream().map(server -> uri(server.address())).toList();
    }

    /** What the workers of all of them have done, always in the same order. */
    List<WorkerSnapshot> workers() {
        return servers.stream()
                .flatMap(server -> server.snapshot().workers().stream())
                .toList();
    }

    /**
     * Ends all of them at the same time, so that the grace is over for all at once.
     *
     * @return how many connections were cut
     */
    int stop(Duration grace) {
        List<CompletableFuture<Integer>> cut = servers.stream()
                .map(server -> CompletableFuture.supplyAsync(() -> server.stop(grace), Servers::onThreadOfItsOwn))
                .toList();
        return cut.stream().mapToInt(CompletableFuture::join).sum();
    }

    private static void onThreadOfItsOwn(Runnable stop) {
        new Thread(stop, "stop-server").start();
    }

    /** The address as a URI, for people and for programs. */
    static String uri(InetSocketAddress address) {
        return "http://" + InetAddresses.toUriString(address.getAddress()) + ":" + address.getPort() + "/";
    }
}
