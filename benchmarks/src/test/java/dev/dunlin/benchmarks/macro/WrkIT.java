package dev.dunlin.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Response;
import dev.dunlin.http.server.HttpServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What wrk makes of the scripts. */
class WrkIT {
    private final AtomicInteger asked = new AtomicInteger();
    private final Set<String> targets = ConcurrentHashMap.newKeySet();
    private final Handler handler = (request, responder) -> {
        asked.incrementAndGet();
        targets.add(request.target());
        responder.respond(request.target().equals("/absent") ? Response.of(404) : Response.ok("here"));
    };

    @BeforeEach
    void requireWrk() {
        Required.tools(Tool.WRK);
    }

    @Test
    void countsWhatWasAnswered() throws Exception {
        try (Workspace workspace = Workspace.create()) {
            Wrk.Result result = run(WrkScript.plain(workspace), "/");

            assertThat(result.failed()).isZero();
            assertThat(result.requests()).isPositive().isLessThanOrEqualTo(asked.get());
            assertThat(result.micros()).isGreaterThan(900_000);
            assertThat(result.medianMicros()).isPositive().isLessThanOrEqualTo(result.p99Micros());
        }
    }

    @Test
    void sendsManyRequestsAtOnce() throws Exception {
        try (Workspace workspace = Workspace.create()) {
            Wrk.Result result = run(WrkScript.pipelined(16, workspace), "/");

            assertThat(result.failed()).isZero();
            assertThat(result.requests()).isGreaterThan(16);
        }
    }

    @Test
    void asksForPathsInTurn() throws Exception {
        try (Workspace workspace = Workspace.create()) {
            run(WrkScript.inTurn(List.of("/one", "/two", "/three"), workspace), "/");

            assertThat(targets).containsExactlyInAnyOrder("/one", "/two", "/three");
        }
    }

    @Test
    void refusesARunWithFailedRequests() throws Exception {
        try (Workspace workspace = Workspace.create()) {
            assertThatThrownBy(() -> run(WrkScript.plain(workspace), "/absent"))
                    .isInstanceOf(MeasurementException.class)
                    .hasMessageMatching("\\d+ requests of \\d+ failed");
        }
    }

    private Wrk.Result run(Path script, String path) throws MeasurementException {
        try (HttpServer server =
                HttpServer.builder().port(0).workers(1).handler(handler).start()) {
            URI uri = server.uri().resolve(path);
            return new Wrk(Tool.WRK.require().toString(), script, 2, List.of()).run(1, uri);
        }
    }
}
