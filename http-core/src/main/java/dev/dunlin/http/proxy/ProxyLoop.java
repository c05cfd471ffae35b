package dev.dunlin.http.proxy;

import dev.dunlin.http.net.Connection;
import dev.dunlin.http.net.ConnectionFactory;
import dev.dunlin.http.net.Deadlines;
import dev.dunlin.http.net.Loop;
import dev.dunlin.http.net.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Puts the PROXY protocol before the connections of one event loop: each has to begin with its header, version 1 or 2, and
 * then has the addresses that the header tells.
 */
public final class ProxyLoop implements ConnectionFactory {
    final Loop loop;
    final ConnectionFactory inner;
    final Deadlines headerDeadlines;

    /** What was read and is parsed at once. */
    final ByteBuffer input = ByteBuffer.allocate(1024);

    /**
     * Prepares a loop, which must not run yet.
     *
     * @param headerDeadline from a connection's beginning to the end of the header; {@link Duration#ZERO}: for ever
     * @param inner what speaks after the header
     */
    public ProxyLoop(Loop loop, Duration headerDeadline, ConnectionFactory inner) {
        this.loop = loop;
        this.inner = inner;
        this.headerDeadlines = loop.deadlines(headerDeadline);
    }

    @Override
    public Connection create(Transport transport) {
        return new ProxyTransport(this, transport);
    }
}
