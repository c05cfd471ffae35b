package dev.dunlin.http.server;

import java.time.Duration;

/**
 * How the event loop of a worker is.
 *
 * @param isAlive whether it runs; no more after the end of the server, or when it could not go on, see
 *     {@link HttpServer.Builder#onFailure}
 * @param errors how many {@link Error}s were thrown on it, by handlers and others, which it has survived
 * @param outOfMemoryErrors how many of these were an {@link OutOfMemoryError}
 */
public record LoopHealth(boolean isAlive, long errors, long outOfMemoryErrors) {
    /**
     * How long a loop may take for one turn before it counts as blocked: it is then reported in the log with its stack, once
     * a stall. Within a quarter of that time more, in fact, since it is looked at four times in that time.
     */
    public static final Duration STALL = Duration.ofSeconds(10);
}
