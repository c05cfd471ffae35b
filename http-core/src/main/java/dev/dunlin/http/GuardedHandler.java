package dev.dunlin.http;

/** Gives what a handler throws to its responder. */
record GuardedHandler(Handler target) implements Handler {
    @Override
    public void handle(Request request, Responder responder) {
        try {
            target.handle(request, responder);
        } catch (Throwable t) {
            Failures.tell(responder, t);
        }
    }
}
