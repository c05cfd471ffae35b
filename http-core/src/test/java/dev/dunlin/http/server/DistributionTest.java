package dev.dunlin.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How connections are spread over the workers: by the operating system, and each for good. */
@Timeout(180)
class DistributionTest {
    private static final Handler WHO = (request, responder) ->
            responder.respond(Response.ok(Thread.currentThread().getName()));

    @RegisterExtension
    final TestServer servers = new TestServer();

    @ParameterizedTest
    @CsvSource({"16,2", "16,8", "100,2", "100,8"})
    void aConnectionIsServedByOneWorkerForItsWholeLife(int connections, int workers) {
        servers.start(WHO, server -> server.workers(workers));
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < connections; i++) clients.add(servers.connect());
        Map<String, Integer> counts = new TreeMap<>();

        for (RawClient client : clients) {
            String worker = client.get("/").read().text();
            counts.merge(worker.substring(worker.lastIndexOf('-') + 1), 1, Integer::sum);
            for (int i = 0; i < 3; i++) {
                assertThat(client.get("/").read().text()).isEqualTo(worker);
            }
        }

        System.out.println(connections + " connections over " + workers + " workers: " + counts);
        assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(connections);
        // By chance, all of 100 would have to fall to one of two: once in 2^99 runs.
        if (connections == 100) assertThat(counts).hasSizeGreaterThan(1);
    }
}
