/**
 * One HTTP/1 connection: heads in, handlers called, answers out. Exported to the kit for tests alone.
 *
 * <p>A request's way, from top to bottom: {@link dev.dunlin.http.h1.Http1Connection} reads and parses, makes an
 * {@link dev.dunlin.http.h1.Exchange}, which is the handler's responder, and feeds the
 * {@link dev.dunlin.http.h1.RequestBody}; {@link dev.dunlin.http.h1.ResponseWriter} writes the answer's head and picks the
 * {@link dev.dunlin.http.h1.BodyWriter} for its content; {@link dev.dunlin.http.h1.Output} collects it all for as few
 * writes as can be.
 */
package dev.dunlin.http.h1;
