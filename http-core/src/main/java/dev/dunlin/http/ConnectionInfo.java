package dev.dunlin.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * What is known of the connection that a request came over.
 *
 * @param remote the client's address, which a proxy may have told: see {@link TrustedProxies}
 * @param local the address that the client reached
 * @param secure whether the client's connection is encrypted
 */
public record ConnectionInfo(SocketAddress remote, SocketAddress local, boolean secure) {
    /** A connection from nowhere to nowhere, for requests that are built by hand. */
    public static final ConnectionInfo NONE = new ConnectionInfo(
            InetSocketAddress.createUnresolved("client.invalid", 0),
            InetSocketAddress.createUnresolved("server.invalid", 0),
            false);

    /** The same connection, of a client that a proxy has spoken for. */
    ConnectionInfo ofClient(SocketAddress client, boolean isSecure) {
        return new ConnectionInfo(client, local, isSecure);
    }
}
