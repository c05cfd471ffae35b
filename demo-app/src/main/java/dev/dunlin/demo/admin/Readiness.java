package dev.dunlin.demo.admin;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import java.util.Locale;

/** Whether the servers want requests: what a balancer asks before it sends any. */
final class Readiness implements Handler {
    /** How far the servers are. */
    enum Phase {
        STARTING,
        READY,
        DRAINING;

        /** As it is told. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private volatile Phase phase = Phase.STARTING;

    /** The phase that they are in. */
    Phase phase() {
        return phase;
    }

    /** They have come to another phase. */
    void enter(Phase next) {
        phase = next;
    }

    /** 200 as long as they want requests, else 503; the phase in a word. */
    @Override
    public void handle(Request request, Responder responder) {
        Phase now = phase;
        int status = now == Phase.READY ? Status.OK : Status.SERVICE_UNAVAILABLE;
        responder.respond(Response.ok(now.word() + "\n").withStatus(status));
    }
}
