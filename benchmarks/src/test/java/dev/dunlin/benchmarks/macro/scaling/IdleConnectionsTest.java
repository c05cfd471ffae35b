package dev.dunlin.benchmarks.macro.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dunlin.http.Response;
import dev.dunlin.http.server.HttpServer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class IdleConnectionsTest {
    @Test
    void askOnceAndStay() throws Exception {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        try (HttpServer server = HttpServer.builder()
                .port(0)
                .workers(1)
                .handler((request, responder) -> {
                    asked.add(request.connection().remote().toString());
                    responder.respond(Response.ok("content"));
                })
                .start()) {
            try (IdleConnections idle = IdleConnections.open(server.address(), 20)) {
                assertThat(asked).hasSize(20);
                assertThat(server.snapshot().open()).isEqualTo(20);
            }
            await().until(() -> server.snapshot().open() == 0);
        }
    }
}
