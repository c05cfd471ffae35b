package dev.dunlin.http.server;

import dev.dunlin.http.net.ListenerSockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens. A server may have several, of all kinds. Immutable.
 *
 * <pre>{@code
 * HttpServer.builder()
 *         .endpoint(Endpoint.tcp("0.0.0.0", 8080))
 *         .endpoint(Endpoint.unix(Path.of("/run/birds.sock")));
 * }</pre>
 */
public final class Endpoint {
    private final @Nullable SocketAddress address;
    private final boolean isProxied;
    private final @Nullable Tls tls;

    /** Those of the file of a Unix domain socket, or null where the umask decides. */
    private final @Nullable Set<PosixFilePermission> permissions;

    private Endpoint(
            @Nullable SocketAddress address,
            boolean isProxied,
            @Nullable Tls tls,
            @Nullable Set<PosixFilePermission> permissions) {
        this.address = address;
        this.isProxied = isProxied;
        this.tls = tls;
        this.permissions = permissions;
    }

    /**
     * A TCP port.
     *
     * @param host a name or a literal address of this machine; {@code 0.0.0.0} or {@code ::} for all
     * @param port 0 for any free one
     * @throws IllegalArgumentException if the port is out of range
     */
    @SuppressWarnings("AddressSelection") // that a name may have several addresses is said to be so
    public static Endpoint tcp(String host, int port) {
        return of(new InetSocketAddress(Objects.requireNonNull(host, "host must not be null"), port));
    }

    /** A TCP port, as {@link #tcp}; one whose address is not resolved is an error at the start. */
    public static Endpoint of(InetSocketAddress address) {
        return new Endpoint(Objects.requireNonNull(address, "address must not be null"), false, null, null);
    }

    /**
     * A Unix domain socket. Its file is made at the start and removed at the end; one that a server has left behind is
     * replaced. Who may connect is who may write to the file, by the permissions of its directory for one; the file's own are
     * what the umask of the process leaves.
     */
    public static Endpoint unix(Path path) {
        return new Endpoint(UnixDomainSocketAddress.of(path), false, null, null);
    }

    /**
     * A Unix domain socket, as {@link #unix(Path)}, whose file has these permissions, whatever the umask is: on Linux, those
     * who have {@code WRITE} may connect. The file never has others, as it is made in a directory that nobody else can enter,
     * beside the path, and then moved there.
     *
     * <pre>{@code
     * Endpoint.unix(Path.of("/run/birds.sock"), PosixFilePermissions.fromString("rw-rw----"));
     * }</pre>
     */
    public static Endpoint unix(Path path, Set<PosixFilePermission> permissions) {
        return new Endpoint(UnixDomainSocketAddress.of(path), false, null, Set.copyOf(permissions));
    }

    /**
     * The listening socket that this process was given as its standard input, as systemd does it for a socket unit with
     * {@code Accept=no} and a service with {@code StandardInput=socket}. The server leaves it open when it ends: connections
     * wait there for the next one, and none is refused.
     *
     * @see System#inheritedChannel
     */
    public static Endpoint inherited() {
        return new Endpoint(null, false, null, null);
    }

    /**
     * The same endpoint for proxies that pass bytes on as they are (haproxy, nginx's stream module, load balancers of
     * clouds): each connection has to begin with a header of the PROXY protocol, version 1 or 2, and has the addresses that
     * it tells. One that does not begin so, within the deadline for heads, is closed. Anybody who can connect can say to be
     * anybody: only proxies should be able to.
     *
     * @see <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">The PROXY protocol</a>
     */
    public Endpoint proxyProtocol() {
        return new Endpoint(address, true, tls, permissions);
    }

    /** Tells whether connections begin with a header of the PROXY protocol. */
    boolean isProxied() {
        return isProxied;
    }

    /** The same endpoint, with TLS spoken on it, and nothing else. */
    public Endpoint tls(Tls tls) {
        return new Endpoint(address, isProxied, Objects.requireNonNull(tls, "tls must not be null"), permissions);
    }

    /** How TLS is spoken, or null where it is not. */
    @Nullable
    Tls tls() {
        return tls;
    }

    /** The address as it was given, or null where it is the inherited socket's. */
    public @Nullable SocketAddress address() {
        return address;
    }

    ListenerSockets bind(int loops, int backlog) throws IOException {
        if (address == null) return ListenerSockets.inherited(loops);
        return permissions == null
                ? ListenerSockets.bind(address, loops, backlog)
                : ListenerSockets.bind((UnixDomainSocketAddress) address, permissions, loops, backlog);
    }

    /** As {@link #uri} tells, but with the address as it was given, which may be that of all interfaces. */
    @Override
    public String toString() {
        if (address == null) return "the inherited socket";
        if (!(address instanceof InetSocketAddress inet)) return uri(address).toString();
        return inet.isUnresolved()
                ? inet.toString()
                : uri(inet.getAddress().getHostAddress(), inet.getPort()).toString();
    }

    /**
     * What clients on this machine call it: {@code http://127.0.0.1:8080/}, {@code unix:/run/birds.sock}.
     *
     * @param bound the address, with the port that was really taken
     */
    URI uri(SocketAddress bound) {
        if (bound instanceof InetSocketAddress inet) {
            InetAddress host = inet.getAddress();
            return uri(host.isAnyLocalAddress() ? "localhost" : host.getHostAddress(), inet.getPort());
        }
        try {
            return new URI("unix", bound.toString(), null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String host, int port) {
        try {
            return new URI(tls == null ? "http" : "https", null, host, port, "/", null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
