/**
 * For the tests of those who write handlers: a {@link dev.dunlin.http.testing.TestConnection} takes a handler through all
 * that a server does with it, from the bytes of a request to the bytes of its answer, in microseconds and always alike.
 *
 * <pre>{@code
 * TestConnection client = TestConnection.to(handler);
 * assertEquals(expected, client.exchange("GET / HTTP/1.1\r\nHost: test\r\n\r\n"));
 * }</pre>
 *
 * <p>Parser, limits, deadlines, framing and persistence are those of the server; only sockets, threads and the clock are
 * not. Whether a handler stands many threads at once is for a test with a server to tell.
 */
@NullMarked
package dev.dunlin.http.testing;

import org.jspecify.annotations.NullMarked;
