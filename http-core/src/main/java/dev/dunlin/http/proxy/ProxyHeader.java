package dev.dunlin.http.proxy;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy has said of the connection that it passes on.
 *
 * @param source the client's address, or null if the proxy does not tell, or speaks for itself
 * @param destination the address that the client reached, or null likewise
 */
record ProxyHeader(@Nullable SocketAddress source, @Nullable SocketAddress destination) {
    /** The addresses of the connection itself hold. */
    static final ProxyHeader UNKNOWN = new ProxyHeader(null, null);
}
