package dev.dunlin.demo;

import com.google.common.net.InetAddresses;
import dev.dunlin.http.server.Endpoint;
import dev.dunlin.http.server.HttpServer;
import dev.dunlin.http.server.WorkerSnapshot;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The servers of the demo, alike but for their endpoints: all of them run, or none. */
final class Servers {
    private final List<HttpServer> servers;

    private Servers(List<HttpServer> servers) {
        this.servers = servers;
    }

    /**
     * Starts the servers.
     *
     * @param builder a server in the making that lacks only its endpoints
     * @param endpoints those of each server
     * @throws StartException if one of the endpoints cannot be listened on; then no server is left
     */
    static Servers start(HttpServer.Builder builder, List<List<Endpoint>> endpoints) throws StartException {
        List<HttpServer> started = new ArrayList<>();
        try {
            for (List<Endpoint> ofOne : endpoints)
                started.add(builder.endpoints(ofOne).start());
            return new Servers(started);
        } catch (UncheckedIOException e) {
            started.forEach(HttpServer::close);
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Where they listen; the ports are those that were really taken. */
    List<String> uris() {
        return servers.stream().flatMap(server -> uris(server).stream()).toList();
    }

    /** The port where HTTPS is listened for, or 0 where it is not. */
    int httpsPort() {
        return servers.stream()
                .flatMap(server -> server.uris().stream())
                .filter(uri -> uri.getScheme().equals("https"))
                .mapToInt(URI::getPort)
                .findFirst()
                .orElse(0);
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

    private static List<String> uris(HttpServer server) {
        List<String> uris = new ArrayList<>();
        for (int i = 0; i < server.uris().size(); i++) {
            URI uri = server.uris().get(i);
            uris.add(
                    server.addresses().get(i) instanceof InetSocketAddress address
                            ? uri(uri.getScheme(), address)
                            : uri.toString());
        }
        return uris;
    }

    /** The address as a URI, for people and for programs. */
    static String uri(InetSocketAddress address) {
        return uri("http", address);
    }

    private static String uri(String scheme, InetSocketAddress address) {
        return scheme + "://" + InetAddresses.toUriString(address.getAddress()) + ":" + address.getPort() + "/";
    }
}
