package dev.dunlin.demo.admin;

import dev.dunlin.http.ExchangeReport;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last kinds of exchanges that did not go well, a few of them: what goes wrong again and again takes one place. */
final class LastErrors {
    private static final int KEPT = 12;

    private final InstantSource clock;

    /** The one that happened last is the last. */
    private final Map<Kind, Times> kinds = new LinkedHashMap<>();

    /** Remembers nothing yet. */
    LastErrors(InstantSource clock) {
        this.clock = clock;
    }

    /** Remembers an exchange; in the place of the oldest, if it is the first of its kind. */
    void add(ExchangeReport exchange) {
        Kind kind = Kind.of(exchange);
        synchronized (kinds) {
            Times before = kinds.remove(kind);
            if (kinds.size() == KEPT) kinds.remove(kinds.keySet().iterator().next());
            kinds.put(kind, new Times(clock.millis(), before == null ? 1 : before.count + 1));
        }
    }

    /** Those remembered, the last one first. */
    List<Failure> all() {
        List<Failure> all = new ArrayList<>();
        synchronized (kinds) {
            kinds.forEach((kind, times) -> all.add(0, new Failure(kind, times)));
        }
        return all;
    }

    /** Exchanges that did not go well in the same way. */
    record Failure(Kind kind, Times times) {}

    /**
     * What went wrong.
     *
     * @param status of the answer, or 0 where there was none
     * @param cut whether the connection ended before the answer did
     * @param method shortened; empty if the request could not be read
     * @param path shortened; empty if the request could not be read
     */
    record Kind(int status, boolean cut, String method, String path) {
        private static Kind of(ExchangeReport exchange) {
            Request request = exchange.request();
            Response response = exchange.response();
            return new Kind(
                    response == null ? 0 : response.status(),
                    exchange.failure() != null && (response == null || response.status() < 500),
                    request == null ? "" : ShortText.of(request.method()),
                    request == null ? "" : ShortText.of(request.path()));
        }
    }

    /**
     * When it went wrong.
     *
     * @param lastMillis since 1970
     * @param count how often, since it is remembered
     */
    record Times(long lastMillis, long count) {}
}
