package dev.dunlin.demo;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * An nginx that deals requests out to workers, in words for nginx and for Docker.
 *
 * @param backends the ports of the workers
 * @param port where the balancer listens
 * @param platform what the workers run on
 */
record Balancer(PortRow backends, int port, Platform platform) {
    private static final Template CONFIGURATION = Template.named("nginx.conf.template");
    private static final Template DOCKERFILE = Template.named("Dockerfile.template");

    /** Where Docker collects what a container has to say. */
    private static final String CONTAINERS_LOG = "stderr";

    private static final String NETWORK_OF_LINUX = """
            # The container has the machine's network. So 127.0.0.1 is the machine itself, and its workers need not listen
            # anywhere else. It is a feature of Docker Engine; Docker Desktop has to be told to enable host networking.""";
    private static final String NETWORK_OF_MACOS = """
            # Docker Desktop runs the container in a virtual machine, which knows the Mac as host.docker.internal and so
            # reaches what listens on its 127.0.0.1. To clients on the Mac the balancer is at 127.0.0.1 too; without that
            # address in -p it is at all of the Mac's. The workers are told Docker's address in the place of a client's.""";

    /** A whole configuration for an nginx that is given a directory of its own by {@code -p}. */
    String configuration() {
        return configuration(platform == Platform.MACOS ? CONTAINERS_LOG : "error.log");
    }

    /** A Dockerfile with the configuration in it; its comments say how it is used. */
    String dockerfile() {
        return DOCKERFILE.filled(Map.of(
                "NETWORK_OPTION", networkOption(),
                "NETWORK", platform == Platform.MACOS ? NETWORK_OF_MACOS : NETWORK_OF_LINUX,
                "CONFIGURATION", configuration(CONTAINERS_LOG).stripTrailing()));
    }

    private String configuration(String errorLog) {
        String servers = backends.ports().stream()
                .map(backend -> "        server " + platform.host() + ":" + backend + " max_fails=3 fail_timeout=2s;")
                .collect(Collectors.joining("\n"));
        return CONFIGURATION.filled(Map.of(
                "FIRST_PORT", backends.first(),
                "WORKERS", backends.count(),
                "ERROR_LOG", errorLog,
                "SERVERS", servers,
                "LISTEN", listen()));
    }

    /** Docker passes on to a container's own address only, so there the container must not be choosy. */
    private String listen() {
        return platform == Platform.MACOS ? Integer.toString(port) : "127.0.0.1:" + port;
    }

    private String networkOption() {
        return platform == Platform.MACOS ? "-p 127.0.0.1:" + port + ":" + port : "--network host";
    }
}
