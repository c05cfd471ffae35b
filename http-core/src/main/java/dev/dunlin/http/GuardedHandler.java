package dev.dunlin.http;

import java.util.Objects;

/** Gives what a handler throws to its responder. */
final class GuardedHandler implements Handler {
    private final Handler target;

    GuardedHandler(Handler target) {
        this.target = Objects.requireNonNull(target);
    }

    @Override
    public void handle(Request request, Responder responder) {
        try {
            target.handle(request, responder);
        } catch (Throwable t) {
            Failures.tell(responder, t);
        }
    }
}
