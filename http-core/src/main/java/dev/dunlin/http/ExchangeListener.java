package dev.dunlin.http;

/**
 * Is told of every exchange when it is over, also of those that the server has answered by itself: for access logs and
 * metrics.
 *
 * <pre>{@code
 * server.listener(report -> requests.increment());
 * }</pre>
 *
 * <p>Called on the connection's event loop, so it must not block. What it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface ExchangeListener {
    /** An exchange is over: its answer is sent, or will never be. */
    void completed(ExchangeReport report);
}
