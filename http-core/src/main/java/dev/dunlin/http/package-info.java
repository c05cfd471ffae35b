/**
 * Messages and roles of HTTP (RFC 9110): what a user of the library touches.
 *
 * <p>A {@link dev.dunlin.http.Handler} is given an immutable {@link dev.dunlin.http.Request} and answers it with one
 * immutable {@link dev.dunlin.http.Response} through a callback, the {@link dev.dunlin.http.Responder}: before it returns
 * or later, from any thread. A {@link dev.dunlin.http.Filter} wraps a handler in another one. The content of a message,
 * in either direction, is a {@link dev.dunlin.http.Body}.
 *
 * <p>Nothing in this package opens a socket or parses a message; the server that does is in {@code dev.dunlin.http.server}.
 */
@NullMarked
package dev.dunlin.http;

import org.jspecify.annotations.NullMarked;
