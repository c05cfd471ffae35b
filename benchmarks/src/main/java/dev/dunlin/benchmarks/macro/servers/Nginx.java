package dev.dunlin.benchmarks.macro.servers;

import dev.dunlin.benchmarks.macro.Command;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.NginxProgram;
import dev.dunlin.benchmarks.macro.Tool;

/** nginx, set up to serve files: it keeps them open and hands them to the kernel. */
public final class Nginx implements Contender {
    private static final String HTTP = """
                types {
                    text/html html;
                }
                sendfile on;
                tcp_nopush on;
                open_file_cache max=1000 inactive=60s;
                keepalive_requests 1000000000;

                server {
                    listen %s reuseport backlog=1024;
                    root %s;
                }
            """;

    @Override
    public String version() throws MeasurementException {
        return Tool.NGINX.version();
    }

    @Override
    public Command command(Place place) throws MeasurementException {
        String address = place.address().getHostString() + ":" + place.address().getPort();
        String configuration =
                configuration(place.workers(), address, place.root().toString());
        return NginxProgram.command(configuration, place.directory());
    }

    @Override
    public String told(int workers) {
        return NginxProgram.told().toString();
    }

    /** What its configuration is. */
    public static String configuration(int workers, String address, String root) {
        return NginxProgram.configuration(Integer.toString(workers), HTTP.formatted(address, root));
    }
}
