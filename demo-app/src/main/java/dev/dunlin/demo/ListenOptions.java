package dev.dunlin.demo;

import dev.dunlin.http.server.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where the server listens, and with how many hands. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(optionListHeading = "%nWhere to listen%n")
final class ListenOptions {
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

    InetSocketAddress address() {
        return new InetSocketAddress(bind, port);
    }

    void applyTo(HttpServer.Builder builder) {
        builder.address(address()).workers(workers).backlog(backlog).serverName(serverName);
    }
}
