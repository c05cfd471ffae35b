package dev.dunlin.benchmarks.peers;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/** A server in Java that Dunlin is compared with. */
public interface Peer {
    /** Of the server, as its makers write it. */
    String version();

    /**
     * Begins to serve, on threads that keep the JVM alive.
     *
     * @param root the directory whose files are served
     * @param workers how many threads there are for input and output
     */
    void start(Path root, InetSocketAddress address, int workers) throws Exception;
}
