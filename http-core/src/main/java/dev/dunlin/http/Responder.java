package dev.dunlin.http;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * The callback that an answer is given to, once: from any thread, before the handler returns or later.
 *
 * <p>A list's {@code add} is one, which makes handlers easy to test: {@code handler.handle(request, answers::add)}.
 */
@FunctionalInterface
public interface Responder {
    /**
     * Answers the request. Returns at once; the answer is sent on the connection's event loop. If the client has gone or
     * the exchange's deadline has passed, the answer is dropped silently. In every case its body is closed once.
     *
     * @throws IllegalStateException if this exchange has been answered before
     */
    void respond(Response response);

    /**
     * Answers with an error: the status of an {@link HttpException}, or else 500 and a line in the log.
     *
     * @throws IllegalStateException if this exchange has been answered before
     */
    default void fail(Throwable cause) {
        respond(errorAnswer(cause));
    }

    /** The answer that {@link #fail} gives; the server's own responder makes it as its configuration says. */
    default Response errorAnswer(Throwable cause) {
        return Response.error(Failures.statusOf(cause));
    }

    /**
     * Sets the response timeout of this exchange, in place of the server's: how long the response may take from the request's
     * head, or from the last content that came. {@link Handler#responseTimeout} does this for all requests of a handler. A
     * responder that wraps another one passes it on. The default does nothing.
     *
     * @param timeout {@link Duration#ZERO} for no timeout
     */
    default void responseTimeout(Duration timeout) {}

    /**
     * A responder that changes each answer, errors too, before it gives it to this one. If the change throws, the body of the
     * response that it was given is closed; if it replaces that body by another one that does not close it, it closes it itself.
     *
     * <pre>{@code
     * Filter noSniff = next -> (request, responder) ->
     *         next.handle(request, responder.map(answer -> answer.withHeader("X-Content-Type-Options", "nosniff")));
     * }</pre>
     */
    default Responder map(UnaryOperator<Response> change) {
        return new MappedResponder(this, change);
    }
}
