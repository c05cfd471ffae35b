package dev.dunlin.demo;

import dev.dunlin.demo.admin.AdminServer;
import dev.dunlin.http.files.FileHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where the server tells of itself. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(optionListHeading = "%nHow it goes%n")
final class AdminOptions {
    @Option(
            names = "--admin-port",
            paramLabel = "N",
            converter = BoundedNumber.Port.class,
            description =
                    "A port with a status page, /metrics for Prometheus, /healthz and /readyz; 0 takes any free one."
                            + " Default: none.")
    @Nullable
    Integer port;

    @Option(
            names = "--admin-bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            converter = AddressConverter.class,
            description = "The address of that port; who reaches it sees what is asked for. Default: ${DEFAULT-VALUE}.")
    InetAddress bind;

    @Option(
            names = "--admin-host",
            paramLabel = "NAME",
            converter = HostNameConverter.class,
            description =
                    "A host name or address, without a port, by which requests may call that port, beside localhost,"
                            + " loopback addresses and the address of the connection; others are rejected, as a web page could"
                            + " make them. May be repeated.")
    List<String> hosts = List.of();

    /**
     * Starts what tells of the servers, or returns null where nobody wants to know.
     *
     * @throws StartException if its address cannot be listened on
     */
    @Nullable
    AdminServer start(FileHandler files, @Nullable AccessLog log) throws StartException {
        if (port == null) return null;
        InetSocketAddress address = new InetSocketAddress(bind, port);
        try {
            return AdminServer.start(address, hosts, files::snapshot, log == null ? () -> 0 : log::dropped);
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            throw new StartException(
                    "--admin-port: cannot listen on " + Servers.uri(address) + ": " + Reasons.of(cause), e);
        }
    }
}
