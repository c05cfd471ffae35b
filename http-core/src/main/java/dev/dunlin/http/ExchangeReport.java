package dev.dunlin.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of an exchange.
 *
 * @param connection that it took place on
 * @param request what was asked, or null when the head could not be parsed
 * @param protocol the version that the client spoke, such as {@code HTTP/1.0}, or null when the head could not be parsed
 * @param response what was answered, or null when the connection ended before there was an answer
 * @param bytesSent the bytes of content that were written to the connection
 * @param took the time from the complete head to the end of the answer
 * @param failure what the handler has thrown, or failed with, unless it is an {@link HttpException} with a status below 500; a
 *     {@link java.util.concurrent.TimeoutException} when it did not respond in time; why the connection ended, or the
 *     content, before the response was sent; null when nothing failed
 */
public record ExchangeReport(
        ConnectionInfo connection,
        @Nullable Request request,
        @Nullable String protocol,
        @Nullable Response response,
        long bytesSent,
        Duration took,
        @Nullable Throwable failure) {}
