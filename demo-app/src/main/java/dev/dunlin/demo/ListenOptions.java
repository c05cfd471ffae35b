package dev.dunlin.demo;

import dev.dunlin.http.ForwardingHeaders;
import dev.dunlin.http.TrustedProxies;
import dev.dunlin.http.server.Endpoint;
import dev.dunlin.http.server.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the server listens, and with how many hands. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(optionListHeading = "%nWhere to listen%n")
final class ListenOptions {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "N",
            defaultValue = "8080",
            converter = BoundedNumber.Port.class,
            description = "The port; 0 takes any free one. Default: ${DEFAULT-VALUE}.")
    int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            converter = AddressConverter.class,
            description = "The address; 0.0.0.0 or :: for all of this machine's. Default: ${DEFAULT-VALUE}.")
    InetAddress bind;

    @Option(
            names = "--unix-socket",
            paramLabel = "PATH",
            converter = SocketFileConverter.class,
            description =
                    "Listens on this Unix domain socket, too; its file is made at the start and removed at the end.")
    @Nullable
    Path unixSocket;

    @Option(
            names = "--unix-socket-mode",
            paramLabel = "MODE",
            converter = SocketModeConverter.class,
            description =
                    "The permissions of that file, such as 660: who may write to it may connect. Default: what the"
                            + " umask leaves.")
    @Nullable
    Set<PosixFilePermission> unixSocketMode;

    @Option(
            names = "--inherit-socket",
            description =
                    "Listens on the socket that is its standard input, in the place of --port: what systemd passes"
                            + " from a socket unit, and holds while a server is replaced.")
    boolean inheritSocket;

    @Option(
            names = "--proxy-protocol",
            description = "Each connection begins with a header of the PROXY protocol, version 1 or 2, which tells the"
                    + " client's address.")
    boolean proxyProtocol;

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            converter = TrustedProxyConverter.class,
            description = "A proxy whose word about the client is taken, in the headers of --forwarding-headers: an"
                    + " address, a range such as 10.0.0.0/8, or unix for --unix-socket. May be repeated.")
    List<String> trustedProxies = List.of();

    @Option(
            names = "--forwarding-headers",
            paramLabel = "KIND",
            defaultValue = "x-forwarded",
            converter = ForwardingHeadersConverter.class,
            description = "What trusted proxies set: x-forwarded (X-Forwarded-For and X-Forwarded-Proto) or forwarded"
                    + " (Forwarded); the other is ignored. Default: ${DEFAULT-VALUE}.")
    ForwardingHeaders forwardingHeaders;

    @Option(
            names = {"-w", "--workers"},
            paramLabel = "N",
            converter = BoundedNumber.Workers.class,
            description = "Event loops, one thread each, 1 to 256. Default: as many as processors.")
    int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--port-per-worker",
            description = "Each worker listens on a port of its own, from --port upwards, for a balancer in front;"
                    + " limits are then those of each.")
    boolean portPerWorker;

    @Option(
            names = "--backlog",
            paramLabel = "N",
            defaultValue = "1024",
            converter = BoundedNumber.Positive.class,
            description = "Connections that may wait to be accepted. Default: ${DEFAULT-VALUE}.")
    int backlog;

    @Option(
            names = "--server-name",
            paramLabel = "NAME",
            defaultValue = "Dunlin",
            converter = ServerNameConverter.class,
            description = "What the Server field of each answer says. Default: ${DEFAULT-VALUE}.")
    String serverName;

    /**
     * Where to listen: the endpoints of each server.
     *
     * @throws ParameterException if there are not so many ports, or several servers for one file or socket
     */
    List<List<Endpoint>> servers() {
        if (unixSocketMode != null && unixSocket == null)
            throw new ParameterException(command.commandLine(), "--unix-socket-mode needs --unix-socket");
        if (inheritSocket) return List.of(withUnixSocket(Endpoint.inherited()));
        PortRow ports = PortRow.of(port, portPerWorker ? workers : 1, command.commandLine());
        List<Endpoint> tcp = ports.ports().stream()
                .map(each -> Endpoint.of(new InetSocketAddress(bind, each)))
                .toList();
        return tcp.stream().map(this::withUnixSocket).toList();
    }

    private List<Endpoint> withUnixSocket(Endpoint first) {
        if (portPerWorker && (unixSocket != null || inheritSocket))
            throw new ParameterException(
                    command.commandLine(),
                    (inheritSocket ? "--inherit-socket" : "--unix-socket")
                            + " is one for all workers, and does not go with --port-per-worker");
        if (unixSocket == null) return List.of(layered(first));
        Endpoint unix = unixSocketMode == null ? Endpoint.unix(unixSocket) : Endpoint.unix(unixSocket, unixSocketMode);
        return List.of(layered(first), layered(unix));
    }

    /** The endpoint with the PROXY protocol before all else, if connections are to begin so. */
    Endpoint layered(Endpoint endpoint) {
        return proxyProtocol ? endpoint.proxyProtocol() : endpoint;
    }

    /** Leaves out the endpoints, see {@link #servers}. */
    void applyTo(HttpServer.Builder builder) {
        builder.workers(portPerWorker ? 1 : workers)
                .backlog(backlog)
                .serverName(serverName)
                .trustedProxies(TrustedProxies.of(trustedProxies).withHeaders(forwardingHeaders));
    }
}
