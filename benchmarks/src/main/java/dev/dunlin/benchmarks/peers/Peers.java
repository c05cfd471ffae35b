package dev.dunlin.benchmarks.peers;

import java.util.function.Supplier;

/** The peers, by the names of options. */
public enum Peers {
    /** Jetty 12 with its own handler of files. */
    JETTY(JettyPeer::new),

    /** Netty, after its own example of a file server. */
    NETTY(NettyPeer::new),

    /** The server that comes with the JDK. */
    JDK(JdkPeer::new),

    /** Not a server: the least that selectors in Java can do. */
    FLOOR(NioFloor::new);

    private final Supplier<Peer> constructor;

    Peers(Supplier<Peer> constructor) {
        this.constructor = constructor;
    }

    /** A new one, which does nothing yet. */
    public Peer create() {
        return constructor.get();
    }
}
