package dev.dunlin.http.server;

import dev.dunlin.http.Headers;
import dev.dunlin.http.h1.Http1Config;
import java.time.Duration;
import java.util.List;

/**
 * How a server behaves; {@link HttpServer.Builder} makes one and gives the defaults.
 *
 * @param endpoints where to listen; at least one
 * @param workers the number of event loops, each one thread
 * @param backlog how many connections the operating system may hold that are not accepted yet
 * @param maxConnections how many connections may be open at once; further ones wait in the backlog
 * @param memoryBudget the memory that all connections together may make the server hold, in bytes
 * @param http1 how they behave
 */
record ServerConfig(
        List<Endpoint> endpoints, int workers, int backlog, int maxConnections, long memoryBudget, Http1Config http1) {
    private static final long SMALLEST_BUDGET = 64 * 1024;

    private static final int MOST_CONNECTIONS = 50_000;

    /** What a connection should be able to hold when there are as many as there may be, in bytes: a request and its response. */
    private static final int LEAST_SHARE = 4 * 1024;

    /**
     * Checks each value.
     *
     * @throws IllegalArgumentException naming the first value that is out of range
     */
    ServerConfig {
        requireBetween("workers", workers, 1, HttpServer.MAX_WORKERS);
        requireBetween("backlog", backlog, 1, Integer.MAX_VALUE);
        requireBetween("maxConnections", maxConnections, 1, Integer.MAX_VALUE);
        requireBetween("memoryBudget", memoryBudget, SMALLEST_BUDGET, Long.MAX_VALUE);
        requireBetween("maxRequestLine", http1.headLimits().maxRequestLine(), 16, 1 << 20);
        requireBetween("maxFields", http1.headLimits().maxFields(), 1, 10_000);
        requireBetween("maxFieldBytes", http1.headLimits().maxFieldBytes(), 16, 1 << 24);
        requireBetween("maxContent", http1.maxContent(), 0, Long.MAX_VALUE);
        requireBetween("minimumRate", http1.minimumRate(), 0, Long.MAX_VALUE);
        requireNotNegative("headDeadline", http1.headDeadline());
        requireNotNegative("contentDeadline", http1.contentDeadline());
        requireNotNegative("idleDeadline", http1.idleDeadline());
        requireNotNegative("writeDeadline", http1.writeDeadline());
        requireNotNegative("exchangeDeadline", http1.exchangeDeadline());
        Headers.of("Server", http1.serverName()); // refuses what must not stand in a field
        if (endpoints.isEmpty()) throw new IllegalArgumentException("endpoints must not be empty");
        endpoints = List.copyOf(endpoints);
    }

    /** Returns the default number of connections for a memory budget. */
    static int connectionsWithin(long memoryBudget) {
        return (int) Math.min(MOST_CONNECTIONS, Math.max(1, memoryBudget / LEAST_SHARE));
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
