package dev.dunlin.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Sets the proxies whose forwarding headers are trusted. Anybody can send {@code X-Forwarded-For}; it counts only in what a
 * trusted peer sends, and there only as far as trusted proxies have written it. {@code Forwarded} is ignored, unless
 * {@link #withHeaders} says that the proxies set it: then {@code X-Forwarded-For} is.
 *
 * <pre>{@code
 * HttpServer.builder().trustedProxies(TrustedProxies.of("127.0.0.1", "10.0.0.0/8", "2001:db8::/32")).handler(handler).start();
 * }</pre>
 *
 * <p>A trusted proxy has to add to these fields, or to replace them: one that passes them on as its client has sent them lets
 * every client be whom it likes. Immutable, for any thread; no name is ever looked up.
 */
public final class TrustedProxies {
    /** What stands for all peers on Unix domain sockets. */
    public static final String UNIX = "unix";

    private static final TrustedProxies NONE = new TrustedProxies(List.of(), false, ForwardingHeaders.X_FORWARDED);

    private final List<AddressRange> ranges;
    private final boolean trustsUnixSockets;
    private final ForwardingHeaders kind;

    private TrustedProxies(List<AddressRange> ranges, boolean trustsUnixSockets, ForwardingHeaders kind) {
        this.ranges = ranges;
        this.trustsUnixSockets = trustsUnixSockets;
        this.kind = kind;
    }

    /** Nobody is trusted. */
    public static TrustedProxies none() {
        return NONE;
    }

    /**
     * Trusts these.
     *
     * @param proxies addresses, ranges of addresses such as {@code 10.0.0.0/8} or {@code fd00::/8}, and {@value #UNIX} for
     *     those who connect to a Unix domain socket
     * @throws IllegalArgumentException naming the first that is none of these
     */
    public static TrustedProxies of(String... proxies) {
        return of(List.of(proxies));
    }

    /** The same for a collection of them. */
    public static TrustedProxies of(Collection<String> proxies) {
        List<AddressRange> ranges = new ArrayList<>();
        boolean unix = false;
        for (String proxy : proxies) {
            if (proxy.equals(UNIX)) {
                unix = true;
            } else {
                ranges.add(AddressRange.parse(proxy));
            }
        }
        if (ranges.isEmpty() && !unix) return NONE;
        return new TrustedProxies(List.copyOf(ranges), unix, ForwardingHeaders.X_FORWARDED);
    }

    /**
     * Returns the same proxies, with the header fields that they set; the other kind is ignored. Default:
     * {@link ForwardingHeaders#X_FORWARDED}.
     */
    public TrustedProxies withHeaders(ForwardingHeaders headers) {
        return new TrustedProxies(ranges, trustsUnixSockets, Objects.requireNonNull(headers, "headers"));
    }

    /** Tells whether a peer of this address is trusted. */
    public boolean trusts(SocketAddress peer) {
        if (peer instanceof InetSocketAddress address) {
            if (address.isUnresolved()) return false;
            for (AddressRange range : ranges) {
                if (range.contains(address.getAddress())) return true;
            }
            return false;
        }
        return trustsUnixSockets && peer instanceof UnixDomainSocketAddress;
    }

    /**
     * Tells who has sent a request: from the peer on, by what trusted proxies say, to the first that is not trusted, or to
     * the last that is named. Its port is 0 where it is not told. A proxy that does not know the client, or hides it behind
     * a name, makes that name the client's address, unresolved. Whether the client's connection is encrypted is told by
     * {@code proto}, or {@code X-Forwarded-Proto}; where it is not, by the connection itself.
     *
     * @param connection that the request came over
     * @param headers the request's
     * @return the same connection with the client's address, or as it is if the peer is not trusted
     */
    public ConnectionInfo client(ConnectionInfo connection, Headers headers) {
        SocketAddress client = connection.remote();
        boolean secure = connection.secure();
        if (!trusts(client)) return connection;
        for (ForwardedHop hop : ForwardedHop.of(headers, kind)) {
            secure = hop.isSecure(secure);
            if (hop.sender() == null) break;
            client = hop.sender();
            if (!trusts(client)) break;
        }
        return connection.ofClient(client, secure);
    }
}
