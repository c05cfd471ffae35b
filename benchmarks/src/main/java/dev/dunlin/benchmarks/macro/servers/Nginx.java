package dev.dunlin.benchmarks.macro.servers;

import dev.dunlin.benchmarks.macro.Command;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx, set up to serve files: it keeps them open, hands them to the kernel, and writes no log. */
public final class Nginx implements Contender {
    private static final String CONFIGURATION = """
            daemon off;
            pid nginx.pid;
            error_log stderr;
            worker_processes %d;

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
            }
            """;

    @Override
    public String version() throws MeasurementException {
        return Tool.NGINX.version();
    }

    @Override
    public Command command(Place place) throws MeasurementException {
        String address = place.address().getHostString() + ":" + place.address().getPort();
        Path configuration = place.directory().resolve("nginx.conf");
        try {
            Files.writeString(
                    configuration,
                    configuration(place.workers(), address, place.root().toString()));
        } catch (IOException e) {
            throw new MeasurementException("cannot write the configuration of nginx", e);
        }
        return new Command(List.of(Tool.NGINX.require().toString(), "-p", place.directory() + "/", "-c", "nginx.conf"));
    }

    @Override
    public String told(int workers) {
        return "nginx -p DIR/ -c nginx.conf";
    }

    /** What stands in that file. */
    public static String configuration(int workers, String address, String root) {
        return CONFIGURATION.formatted(workers, address, root);
    }
}
