package dev.dunlin.http.server;

import dev.dunlin.http.ExchangeListener;
import dev.dunlin.http.Headers;
import dev.dunlin.http.Response;
import dev.dunlin.http.TrustedProxies;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/**
 * How a server behaves; {@link HttpServer.Builder} makes one and gives the defaults.
 *
 * <p>A deadline of {@link Duration#ZERO} never passes.
 *
 * @param endpoints where to listen; at least one
 * @param workers the number of event loops, each one thread, 1 to 256
 * @param backlog how many connections the operating system may hold that are not accepted yet
 * @param maxConnections how many connections may be open at once; further ones wait in the backlog
 * @param maxRequestLine the longest request line in bytes, its CRLF not counted; a longer one is answered with 414
 * @param maxFields the greatest number of fields in a head; more are answered with 431
 * @param maxFieldBytes the greatest size of all field lines of a head together in bytes; more is answered with 431
 * @param maxContent the greatest size of a request's content in bytes; more is answered with 413
 * @param headDeadline from the first byte of a head to its last; then 408
 * @param contentDeadline how long a client may send nothing of the content that is waited for; then 408
 * @param idleDeadline how long a connection may rest between two exchanges, or before the first
 * @param writeDeadline how long a client may take nothing of an answer
 * @param exchangeDeadline from a complete head to the handler's answer; then 500
 * @param serverName the value of the {@code Server} field
 * @param errorAnswer makes the server's own answers with an error status, given that status
 * @param trustedProxies whose word is taken for who the client is
 * @param listeners are told of every exchange, in this order
 */
public record ServerConfig(
        List<Endpoint> endpoints,
        int workers,
        int backlog,
        int maxConnections,
        int maxRequestLine,
        int maxFields,
        int maxFieldBytes,
        long maxContent,
        Duration headDeadline,
        Duration contentDeadline,
        Duration idleDeadline,
        Duration writeDeadline,
        Duration exchangeDeadline,
        String serverName,
        IntFunction<Response> errorAnswer,
        TrustedProxies trustedProxies,
        List<ExchangeListener> listeners) {
    /** The greatest number of workers. */
    public static final int MAX_WORKERS = 256;

    /**
     * Checks each value.
     *
     * @throws IllegalArgumentException naming the first value that is out of range
     */
    public ServerConfig {
        requireBetween("workers", workers, 1, MAX_WORKERS);
        requireBetween("backlog", backlog, 1, Integer.MAX_VALUE);
        requireBetween("maxConnections", maxConnections, 1, Integer.MAX_VALUE);
        requireBetween("maxRequestLine", maxRequestLine, 16, 1 << 20);
        requireBetween("maxFields", maxFields, 1, 10_000);
        requireBetween("maxFieldBytes", maxFieldBytes, 16, 1 << 24);
        requireBetween("maxContent", maxContent, 0, Long.MAX_VALUE);
        requireNotNegative("headDeadline", headDeadline);
        requireNotNegative("contentDeadline", contentDeadline);
        requireNotNegative("idleDeadline", idleDeadline);
        requireNotNegative("writeDeadline", writeDeadline);
        requireNotNegative("exchangeDeadline", exchangeDeadline);
        Headers.of("Server", serverName); // refuses what must not stand in a field
        if (endpoints.isEmpty()) throw new IllegalArgumentException("endpoints must not be empty");
        endpoints = List.copyOf(endpoints);
        listeners = List.copyOf(listeners);
    }

    private static void requireBetween(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) throw new IllegalArgumentException(name + " must not be negative: " + value);
    }
}
