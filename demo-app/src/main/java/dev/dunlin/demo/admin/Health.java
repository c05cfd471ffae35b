package dev.dunlin.demo.admin;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.server.WorkerSnapshot;
import java.util.List;
import java.util.stream.Collectors;

/** Whether every event loop works: what a supervisor asks that restarts the server if not. */
final class Health implements Handler {
    private final Figures figures;

    Health(Figures figures) {
        this.figures = figures;
    }

    /** 200 as long as all of them do, else 503 and the names of those that do not. */
    @Override
    public void handle(Request request, Responder responder) {
        List<WorkerSnapshot> stuck = figures.stuckWorkers();
        responder.respond(stuck.isEmpty() ? Response.ok("healthy\n") : unhealthy(stuck));
    }

    private static Response unhealthy(List<WorkerSnapshot> stuck) {
        String lines = stuck.stream().map(Health::line).collect(Collectors.joining());
        return Response.ok(lines).withStatus(Status.SERVICE_UNAVAILABLE);
    }

    private static String line(WorkerSnapshot worker) {
        boolean isAlive = worker.health().isAlive();
        return worker.name() + (isAlive ? " has been busy for " + worker.lag().toSeconds() + " s\n" : " has ended\n");
    }
}
