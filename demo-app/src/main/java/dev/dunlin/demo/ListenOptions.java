package dev.dunlin.demo;

import dev.dunlin.http.server.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
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
     * Where to listen: each address has a server of its own.
     *
     * @throws ParameterException if there are not so many ports
     */
    List<InetSocketAddress> addresses() {
        PortRow ports = PortRow.of(port, portPerWorker ? workers : 1, command.commandLine());
        return ports.ports().stream()
                .map(each -> new InetSocketAddress(bind, each))
                .toList();
    }

    /** Leaves out the address, see {@link #addresses}. */
    void applyTo(HttpServer.Builder builder) {
        builder.workers(portPerWorker ? 1 : workers).backlog(backlog).serverName(serverName);
    }
}
