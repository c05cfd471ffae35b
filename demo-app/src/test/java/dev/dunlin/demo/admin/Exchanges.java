package dev.dunlin.demo.admin;

import dev.dunlin.http.ConnectionInfo;
import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.io.IOException;
import java.time.Duration;

/** Exchanges as a server would report them. */
final class Exchanges {
    private Exchanges() {}

    static ExchangeReport answered(String method, String target, int status) {
        return answered(method, target, status, Duration.ofMillis(1));
    }

    static ExchangeReport answered(String method, String target, int status, Duration took) {
        Request request = Request.builder(method, target).build();
        return new ExchangeReport(ConnectionInfo.NONE, request, "HTTP/1.1", Response.of(status), 100, took, null);
    }

    static ExchangeReport unreadable() {
        return new ExchangeReport(ConnectionInfo.NONE, null, null, Response.error(400), 0, Duration.ofMillis(1), null);
    }

    static ExchangeReport abandoned(String target) {
        Request request = Request.builder("GET", target).build();
        return new ExchangeReport(
                ConnectionInfo.NONE, request, "HTTP/1.1", null, 0, Duration.ofMillis(1), new IOException("gone"));
    }
}
