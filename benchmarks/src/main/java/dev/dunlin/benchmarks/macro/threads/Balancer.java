package dev.dunlin.benchmarks.macro.threads;

import dev.dunlin.benchmarks.macro.Child;
import dev.dunlin.benchmarks.macro.Command;
import dev.dunlin.benchmarks.macro.FreePort;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.NginxProgram;
import dev.dunlin.benchmarks.macro.ProcStat;
import dev.dunlin.benchmarks.macro.Workspace;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** An nginx that deals requests out to servers in turn. */
final class Balancer implements AutoCloseable {
    private static final String HTTP = """
                # Passes on what comes, and never lays it down on the disk.
                proxy_max_temp_file_size 0;

                # A connection to a server is used again, which wants HTTP/1.1 without "Connection: close".
                proxy_http_version 1.1;
                proxy_set_header Connection "";

                upstream workers {
            %s
                    keepalive 128;
                }

                server {
                    listen %s;
                    location / {
                        proxy_pass http://workers;
                    }
                }
            """;

    private final Child child;
    private final URI uri;

    private Balancer(Child child, URI uri) {
        this.child = child;
        this.uri = uri;
    }

    /** The configuration of nginx, with paths that are relative to its prefix. */
    static String configuration(InetSocketAddress address, List<URI> servers) {
        String upstream = servers.stream()
                .map(server -> "        server " + server.getAuthority() + ";")
                .collect(Collectors.joining("\n"));
        return NginxProgram.configuration("auto", HTTP.formatted(upstream, authority(address)));
    }

    /** Starts an nginx in front of these servers. */
    static Balancer start(List<URI> servers, Workspace workspace) throws MeasurementException {
        InetSocketAddress address = FreePort.find();
        Command command = NginxProgram.command(configuration(address, servers), workspace.newDirectory("nginx"));
        Child child = Child.start(command, workspace.newFile("nginx.log"));
        child.awaitListening(address);
        return new Balancer(child, URI.create("http://" + authority(address) + "/"));
    }

    /** Where it listens. */
    URI uri() {
        return uri;
    }

    /** What it and its workers have used since they began. */
    ProcStat used() throws MeasurementException {
        return child.used();
    }

    @Override
    public void close() {
        child.close();
    }

    private static String authority(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
