package dev.dunlin.http.net;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * An expensive step of a TLS handshake.
 *
 * @param isFirst whether the peer has yet to respond to the server
 * @param source where the peer is; equal for peers that are likely to be one
 * @param work computes the step; called on a thread of the {@link HandshakeExecutor}
 * @param onDiscarded called instead of the work, on any thread, if too many steps wait
 */
record HandshakeTask(boolean isFirst, Object source, Runnable work, Runnable onDiscarded) {
    /** Returns the source of peers at this address. Of IPv6 it is the network, since a host chooses the rest freely. */
    static Object sourceOf(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) return "local";
        if (inet.getAddress() instanceof Inet6Address v6)
            return ByteBuffer.wrap(v6.getAddress()).getLong();
        return inet.getAddress();
    }
}
