package dev.dunlin.http.h1;

import dev.dunlin.http.ExchangeListener;
import dev.dunlin.http.Response;
import dev.dunlin.http.TrustedProxies;
import dev.dunlin.http.wire.HeadLimits;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/**
 * How HTTP/1 connections behave. A deadline of {@link Duration#ZERO} never passes.
 *
 * @param headLimits how large a head may be
 * @param maxContent how large a request's content may be, in bytes
 * @param headDeadline from the first byte of a head to its last
 * @param contentDeadline how long a client may send nothing of the content that is waited for
 * @param idleDeadline how long a connection may rest between exchanges
 * @param writeDeadline how long a client may take nothing of an answer
 * @param exchangeDeadline the response timeout: from a complete head, or from the last content that came, to the handler's
 *     response
 * @param minimumRate the slowest that a client may send content that is waited for, and read a response, in bytes a second;
 *     0 disables it
 * @param serverName the value of the {@code Server} field
 * @param errorAnswer makes answers with an error status
 * @param trustedProxies whose word is taken for who the client is
 * @param listeners are told of every exchange, in this order
 */
public record Http1Config(
        HeadLimits headLimits,
        long maxContent,
        Duration headDeadline,
        Duration contentDeadline,
        Duration idleDeadline,
        Duration writeDeadline,
        Duration exchangeDeadline,
        long minimumRate,
        String serverName,
        IntFunction<Response> errorAnswer,
        TrustedProxies trustedProxies,
        List<ExchangeListener> listeners) {
    /** Copies the list. */
    public Http1Config {
        listeners = List.copyOf(listeners);
    }

    /** What holds where nothing else is said. */
    public static final Http1Config DEFAULTS = new Http1Config(
            new HeadLimits(8 * 1024, 100, 32 * 1024),
            Long.MAX_VALUE,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(75),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            240,
            "Dunlin",
            Response::error,
            TrustedProxies.none(),
            List.of());
}
