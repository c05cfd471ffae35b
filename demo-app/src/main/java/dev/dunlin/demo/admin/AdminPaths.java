package dev.dunlin.demo.admin;

import dev.dunlin.http.Handler;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import java.util.Map;

/** Asks the handler that a path belongs to, and one for all others, which alone answers other methods than GET and HEAD. */
final class AdminPaths implements Handler {
    private final Map<String, Handler> handlers;
    private final Handler others;

    AdminPaths(Map<String, Handler> handlers, Handler others) {
        this.handlers = Map.copyOf(handlers);
        this.others = others;
    }

    @Override
    public void handle(Request request, Responder responder) throws Exception {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        Handler handler = reads ? handlers.getOrDefault(request.path(), others) : others;
        handler.handle(request, responder);
    }
}
