package dev.dunlin.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is told of every exchange when it is over: for access logs and metrics.
 *
 * <p>Called on the connection's event loop, so it must not block. What it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface ExchangeListener {
    /**
     * An exchange is over: its answer is sent, or will never be.
     *
     * @param request what was asked, or null when the head could not be parsed
     * @param response what was answered, or null when the connection ended before there was an answer
     * @param bytesSent the bytes of content that were written to the connection
     * @param took the time from the complete head to the end of the answer
     * @param failure why the exchange failed, or null when it did not
     */
    void completed(
            @Nullable Request request,
            @Nullable Response response,
            long bytesSent,
            Duration took,
            @Nullable Throwable failure);
}
