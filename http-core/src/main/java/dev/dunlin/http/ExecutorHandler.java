package dev.dunlin.http;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Calls a handler on an executor's threads. */
record ExecutorHandler(Handler target, Executor executor) implements Handler {
    @Override
    public void handle(Request request, Responder responder) {
        try {
            executor.execute(() -> new GuardedHandler(target).handle(request, responder));
        } catch (RejectedExecutionException refused) {
            responder.fail(
                    new HttpException(Status.SERVICE_UNAVAILABLE, "the executor refused: " + refused.getMessage()));
        }
    }
}
