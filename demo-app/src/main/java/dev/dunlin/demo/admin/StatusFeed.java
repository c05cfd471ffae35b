package dev.dunlin.demo.admin;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends what happens to those who watch, as server-sent events: first the last minute at once, then each second when it is
 * over.
 */
final class StatusFeed implements Handler, AutoCloseable {
    private static final int HISTORY_SECONDS = 60;

    /** A browser asks again after as many milliseconds when the server has ended or was too busy. */
    private static final String RETRY = "retry: 2000\n";

    private final int maxWatchers;
    private final Set<EventStream> watchers = ConcurrentHashMap.newKeySet();
    private final Deque<String> history = new ArrayDeque<>(HISTORY_SECONDS);
    private String now = "null";
    private boolean closed;

    StatusFeed(int maxWatchers) {
        this.maxWatchers = maxWatchers;
    }

    /** Takes on a watcher; 503 when there are enough of them. */
    @Override
    public void handle(Request request, Responder responder) {
        EventStream stream = admit();
        responder.respond(
                stream == null
                        ? Response.error(Status.SERVICE_UNAVAILABLE).withHeader("Retry-After", "10")
                        : Response.of(Status.OK)
                                .withHeader("Content-Type", "text/event-stream; charset=utf-8")
                                .withHeader("Cache-Control", "no-store")
                                .withBody(stream));
    }

    /** Tells all watchers of a second. */
    void publish(StatusSnapshot status) {
        String second = StatusJson.of(status.second());
        ByteBuffer event;
        synchronized (this) {
            if (history.size() == HISTORY_SECONDS) history.remove();
            history.add(second);
            now = StatusJson.of(status);
            event = event("second", "{\"now\":" + now + ",\"second\":" + second + "}");
        }
        for (EventStream watcher : watchers) watcher.send(event);
    }

    /** How many watch. */
    int watchers() {
        return watchers.size();
    }

    /** Ends the streams of all watchers, and takes on no more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        watchers.forEach(EventStream::end);
    }

    private synchronized @Nullable EventStream admit() {
        if (closed || watchers.size() >= maxWatchers) return null;
        String seconds = String.join(",", history);
        ByteBuffer first = event("history", "{\"now\":" + now + ",\"seconds\":[" + seconds + "]}");
        EventStream stream = new EventStream(first, watchers::remove);
        watchers.add(stream);
        return stream;
    }

    private static ByteBuffer event(String type, String data) {
        String event = RETRY + "event: " + type + "\ndata: " + data + "\n\n";
        return ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }
}
