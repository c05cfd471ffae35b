package dev.dunlin.benchmarks.macro.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class BalancerTest {
    @Test
    void dealsOutToAllServersOverConnectionsThatAreKept() {
        List<URI> servers = List.of(URI.create("http://127.0.0.1:8081/"), URI.create("http://127.0.0.1:8082/"));

        assertThat(Balancer.configuration(new InetSocketAddress("127.0.0.1", 8080), servers))
                .contains("        server 127.0.0.1:8081;\n        server 127.0.0.1:8082;\n        keepalive ")
                .contains("listen 127.0.0.1:8080;")
                .contains("proxy_http_version 1.1;")
                .contains("proxy_set_header Connection \"\";");
    }
}
