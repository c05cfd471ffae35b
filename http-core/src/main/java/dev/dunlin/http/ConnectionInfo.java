package dev.dunlin.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the connection that a request came over.
 *
 * @param remote the client's address, which a proxy may have told: see {@link TrustedProxies}
 * @param local the address that the client reached
 * @param secure whether the client's connection is encrypted
 * @param tls what was agreed on if this server has encrypted it, otherwise null
 */
public record ConnectionInfo(
        SocketAddress remote,
        SocketAddress local,
        boolean secure,
        @Nullable TlsInfo tls) {
    /** A connection from nowhere to nowhere, for requests that are built by hand. */
    public static final ConnectionInfo NONE = new ConnectionInfo(
            InetSocketAddress.createUnresolved("client.invalid", 0),
            InetSocketAddress.createUnresolved("server.invalid", 0),
            false);

    /** A connection that this server has not encrypted. */
    public ConnectionInfo(SocketAddress remote, SocketAddress local, boolean secure) {
        this(remote, local, secure, null);
    }

    /** The same connection, of a client that a proxy has spoken for. */
    ConnectionInfo ofClient(SocketAddress client, boolean isSecure) {
        return new ConnectionInfo(client, local, isSecure, tls);
    }
}
