package dev.dunlin.http;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Answers requests. Called on an event-loop thread, so it must not block; see {@link #on(Executor)}.
 *
 * <pre>{@code
 * Handler hello = (request, responder) -> responder.respond(Response.ok("hello"));
 * Handler report = (request, responder) -> responder.respond(Response.ok(queryDatabase())); // blocks:
 * Handler safeReport = report.on(Executors.newFixedThreadPool(16));
 * }</pre>
 */
@FunctionalInterface
public interface Handler {
    /**
     * Calls the responder exactly once: before returning or later, from any thread. Throwing is the same as failing.
     *
     * @throws Exception is given to {@link Responder#fail}; after an answer it is logged, nothing more
     */
    void handle(Request request, Responder responder) throws Exception;

    /**
     * This handler, called on an executor's threads, where it may block: a pool, or virtual threads on Java 21 and later.
     * A request that the executor refuses is answered with 503.
     */
    default Handler on(Executor executor) {
        return new ExecutorHandler(this, Objects.requireNonNull(executor, "executor must not be null"));
    }

    /**
     * Returns this handler with a response timeout of its own, in place of the server's: longer for a report that takes
     * minutes, {@link Duration#ZERO} for none, as in long polling. A response that comes later is dropped, and the client has
     * got a 500.
     *
     * <pre>{@code
     * Handler slowReport = report.on(pool).responseTimeout(Duration.ofMinutes(10));
     * }</pre>
     *
     * <p>It reaches the server through the responder that this handler is called with: a filter that wraps it in one of its
     * own passes {@link Responder#responseTimeout} on, as {@link Responder#map} does.
     *
     * @param timeout from the request's head, or from the last content that came, to the response; {@link Duration#ZERO} for
     *     no timeout
     * @throws IllegalArgumentException if it is negative
     */
    default Handler responseTimeout(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout must not be null");
        if (timeout.isNegative()) throw new IllegalArgumentException("timeout must not be negative: " + timeout);
        return (request, responder) -> {
            responder.responseTimeout(timeout);
            handle(request, responder);
        };
    }

    /**
     * This handler, and another one that is asked when this one has answered with a status; that first answer is dropped.
     *
     * <pre>{@code
     * Handler site = files.fallback(404, application);
     * }</pre>
     */
    default Handler fallback(int status, Handler other) {
        Handler first = guarded();
        GuardedHandler second = new GuardedHandler(Objects.requireNonNull(other, "other must not be null"));
        return (request, responder) -> first.handle(request, new FallbackResponder(request, responder, status, second));
    }

    /**
     * This handler, with all that it throws given to the responder that it was called with: what a filter sees of a handler
     * does not depend on whether it throws or fails.
     */
    default Handler guarded() {
        return this instanceof GuardedHandler ? this : new GuardedHandler(this);
    }
}
