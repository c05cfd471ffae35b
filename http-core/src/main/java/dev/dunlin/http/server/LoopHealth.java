package dev.dunlin.http.server;

/**
 * How the event loop of a worker is.
 *
 * @param isAlive whether it runs; no more after the end of the server, or when it could not go on, see
 *     {@link HttpServer.Builder#onFailure}
 * @param errors how many {@link Error}s were thrown on it, by handlers and others, which it has survived
 * @param outOfMemoryErrors how many of these were an {@link OutOfMemoryError}
 */
public record LoopHealth(boolean isAlive, long errors, long outOfMemoryErrors) {}
