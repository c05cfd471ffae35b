package dev.dunlin.demo;

import dev.dunlin.http.ExchangeReport;

/**
 * How an exchange is written in the access log. A line is UTF-8 without control characters, whatever was sent: no client can
 * end a field or begin a line, and no reader has to guess a charset. Called by all event loops at once.
 */
@FunctionalInterface
interface LogFormat {
    /** nginx's status for a client that left without an answer; readers of logs know it. */
    int CLIENT_LEFT = 499;

    /** The line, without its end. */
    String line(ExchangeReport exchange);
}
