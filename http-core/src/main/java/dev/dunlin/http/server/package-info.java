/**
 * The server: {@link dev.dunlin.http.server.HttpServer} puts loops, connections and a handler together.
 *
 * <pre>{@code
 * HttpServer server = HttpServer.builder()
 *         .port(8080)
 *         .workers(4)
 *         .filter(Gzip.builder().build())
 *         .handler((request, responder) -> responder.respond(Response.ok("Hello, " + request.path())))
 *         .start();
 * System.out.println("listening on " + server.uri());
 * ...
 * int cut = server.stop(Duration.ofSeconds(10));
 * }</pre>
 *
 * <p>Each worker is one thread with an event loop, on which a connection lives and dies, and on which handlers are called.
 * Limits and deadlines are on from the start, and each can be changed. {@link dev.dunlin.http.server.ServerSnapshot} tells
 * what the workers have done; an {@link dev.dunlin.http.ExchangeListener} is told of every exchange.
 */
@NullMarked
package dev.dunlin.http.server;

import org.jspecify.annotations.NullMarked;
