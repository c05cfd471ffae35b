/**
 * Messages and roles of HTTP (RFC 9110): what a user of the library touches.
 *
 * <p>A {@link dev.dunlin.http.Handler} is given an immutable {@link dev.dunlin.http.Request} and answers it with one
 * immutable {@link dev.dunlin.http.Response} through a callback, the {@link dev.dunlin.http.Responder}: before it returns
 * or later, from any thread. A {@link dev.dunlin.http.Filter} wraps a handler in another one. The content of a message,
 * in either direction, is a {@link dev.dunlin.http.Body}.
 *
 * <pre>{@code
 * Handler count = (request, responder) -> request.body()
 *         .bytes(1 << 20) // at most; the content is read while the loop serves others
 *         .thenApply(content -> Response.ok(content.length + " bytes"))
 *         .whenComplete((answer, failure) -> {
 *             if (failure == null) responder.respond(answer);
 *             else responder.fail(failure); // 413 if there was more
 *         });
 *
 * Handler report = (request, responder) -> responder.respond(Response.ok(database.report())); // it blocks, so:
 * Handler safe = report.on(Executors.newFixedThreadPool(16));
 *
 * Filter noStore = next -> (request, responder) ->
 *         next.handle(request, responder.map(answer -> answer.withHeader("Cache-Control", "no-store")));
 * }</pre>
 *
 * <p>Nothing in this package opens a socket or parses a message; the server that does is in {@code dev.dunlin.http.server}.
 */
@NullMarked
package dev.dunlin.http;

import org.jspecify.annotations.NullMarked;
