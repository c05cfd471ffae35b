package dev.dunlin.http.server;

import dev.dunlin.http.Body;
import dev.dunlin.http.Handler;
import dev.dunlin.http.Patience;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Handlers that several tests use. */
final class Handlers {
    private Handlers() {}

    /** Answers with the path. */
    static Handler path() {
        return (request, responder) -> responder.respond(Response.ok(request.path()));
    }

    /** Collects the content and answers with it. */
    static Handler collecting(int limit) {
        return (request, responder) -> request.body().bytes(limit).whenComplete((content, failure) -> {
            if (failure == null) {
                responder.respond(Response.of(200).withBody(Body.of(content)));
            } else {
                responder.fail(failure);
            }
        });
    }

    /** Answers with the content as it comes in. */
    static Handler echo() {
        return (request, responder) -> responder.respond(Response.of(200).withBody(request.body()));
    }

    /** Never answers by itself: hands its exchanges over to the test. */
    static final class Waiting implements Handler {
        private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();

        record Asked(Request request, Responder responder) {}

        @Override
        public void handle(Request request, Responder responder) {
            asked.add(new Asked(request, responder));
        }

        /** The next exchange, once there is one. */
        Asked next() {
            Asked next = nextWithin(Patience.LIMIT);
            if (next == null) throw new AssertionError("no request has come");
            return next;
        }

        /** The next exchange, or null if none comes in this time. */
        Asked nextWithin(Duration most) {
            try {
                return asked.poll(most.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
