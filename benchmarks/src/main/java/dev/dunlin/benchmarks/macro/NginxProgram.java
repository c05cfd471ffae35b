package dev.dunlin.benchmarks.macro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An nginx that keeps to a directory of its own, is ended by its id, and writes no log of requests. */
public final class NginxProgram {
    private static final String FILE = "nginx.conf";

    private static final String CONFIGURATION = """
            daemon off;
            pid nginx.pid;
            error_log stderr;
            worker_processes %s;

            events {
                worker_connections 4096;
            }

            http {
                access_log off;
                client_body_temp_path client_body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;

            %s}
            """;

    private NginxProgram() {}

    /**
     * A whole configuration.
     *
     * @param workers a number, or {@code auto}
     * @param http what else stands in that block, indented as there
     */
    public static String configuration(String workers, String http) {
        return CONFIGURATION.formatted(workers, http);
    }

    /** The program with such a configuration, which is written into its directory. */
    public static Command command(String configuration, Path directory) throws MeasurementException {
        try {
            Files.writeString(directory.resolve(FILE), configuration);
        } catch (IOException e) {
            throw new MeasurementException("cannot write the configuration of nginx", e);
        }
        return command(Tool.NGINX.require().toString(), directory.toString());
    }

    /** That program as it is told in a report, without the paths of one machine. */
    public static Command told() {
        return command(Tool.NGINX.command(), "DIR");
    }

    private static Command command(String nginx, String directory) {
        return new Command(List.of(nginx, "-p", directory + "/", "-c", FILE));
    }
}
