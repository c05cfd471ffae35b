package dev.dunlin.demo.admin;

import dev.dunlin.http.ExchangeListener;
import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts every exchange of the servers, on all of their event loops. An exchange that goes well costs some additions and
 * allocates nothing.
 */
final class ExchangeMetrics implements ExchangeListener {
    private final RequestCounts requests = new RequestCounts();
    private final LatencyHistogram latencies = new LatencyHistogram();
    private final LongAdder bytesSent = new LongAdder();
    private final TopPaths topPaths = new TopPaths();
    private final LastErrors lastErrors;

    /** Counts from zero. */
    ExchangeMetrics(Clock clock) {
        this.lastErrors = new LastErrors(clock);
    }

    @Override
    public void completed(ExchangeReport exchange) {
        Request request = exchange.request();
        Response response = exchange.response();
        requests.count(request, response);
        latencies.record(exchange.took().toNanos());
        bytesSent.add(exchange.bytesSent());
        if (request != null) topPaths.offer(request);
        if (exchange.failure() != null || response == null || response.status() >= 400) lastErrors.add(exchange);
    }

    /** How many there were, by method and status. */
    RequestCounts requests() {
        return requests;
    }

    /** How long they took. */
    LatencyHistogram latencies() {
        return latencies;
    }

    /** The bytes of content that were sent. */
    LongAdder bytesSent() {
        return bytesSent;
    }

    /** What is asked for most. */
    TopPaths topPaths() {
        return topPaths;
    }

    /** What went wrong last. */
    LastErrors lastErrors() {
        return lastErrors;
    }
}
