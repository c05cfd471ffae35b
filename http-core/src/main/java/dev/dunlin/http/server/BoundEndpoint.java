package dev.dunlin.http.server;

import dev.dunlin.http.net.ListenerSockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * An endpoint that is listened on.
 *
 * @param address the one that was really taken
 */
record BoundEndpoint(Endpoint endpoint, ListenerSockets sockets, SocketAddress address) {
    /**
     * Binds all endpoints, or none.
     *
     * @throws UncheckedIOException if one cannot be bound; its message names that one, its cause says why
     */
    static List<BoundEndpoint> bindAll(List<Endpoint> endpoints, int loops, int backlog) {
        List<BoundEndpoint> bound = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            try {
                bound.add(bind(endpoint, loops, backlog));
            } catch (IOException e) {
                bound.forEach(BoundEndpoint::close);
                throw new UncheckedIOException("cannot listen on " + endpoint + ": " + e.getMessage(), e);
            } catch (RuntimeException | Error e) {
                bound.forEach(BoundEndpoint::close);
                throw e;
            }
        }
        return List.copyOf(bound);
    }

    private static BoundEndpoint bind(Endpoint endpoint, int loops, int backlog) throws IOException {
        ListenerSockets sockets = endpoint.bind(loops, backlog);
        try {
            return new BoundEndpoint(endpoint, sockets, sockets.address());
        } catch (Throwable t) {
            sockets.close();
            throw t;
        }
    }

    URI uri() {
        return endpoint.uri(address);
    }

    /** What tells its threads from those of other servers: the port, or the name of the file. */
    String label() {
        if (address instanceof InetSocketAddress inet) return Integer.toString(inet.getPort());
        return String.valueOf(((UnixDomainSocketAddress) address).getPath().getFileName());
    }

    void close() {
        sockets.close();
    }
}
