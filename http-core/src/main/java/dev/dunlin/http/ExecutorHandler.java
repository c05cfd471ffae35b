package dev.dunlin.http;

import dev.dunlin.http.runtime.HandlerCall;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Calls a handler on an executor's threads. */
final class ExecutorHandler implements Handler {
    private final GuardedHandler target;
    private final Executor executor;

    ExecutorHandler(Handler target, Executor executor) {
        this.target = new GuardedHandler(target);
        this.executor = executor;
    }

    @Override
    public void handle(Request request, Responder responder) {
        try {
            executor.execute(HandlerCall.carriedOn(() -> target.handle(request, responder)));
        } catch (RejectedExecutionException refused) {
            responder.fail(
                    new HttpException(Status.SERVICE_UNAVAILABLE, "the executor refused: " + refused.getMessage()));
        }
    }
}
