/**
 * Filters that many programs want: {@link dev.dunlin.http.filters.Gzip} compresses answers,
 * {@link dev.dunlin.http.filters.Limits} bounds what a handler is sent and how long it takes.
 *
 * <pre>{@code
 * Filter limits = Limits.builder().maxContent(1 << 20).deadline(Duration.ofSeconds(5)).build();
 * HttpServer server = HttpServer.builder()
 *         .filter(Gzip.builder().build()) // around all handlers,
 *         .handler(Routes.builder()
 *                 .get("/birds", birds)
 *                 .post("/birds", limits.apply(upload)) // and around one
 *                 .build())
 *         .start();
 * }</pre>
 *
 * <p>A filter of one's own is a function from a handler to a handler, see {@link dev.dunlin.http.Filter}.
 */
@NullMarked
package dev.dunlin.http.filters;

import org.jspecify.annotations.NullMarked;
