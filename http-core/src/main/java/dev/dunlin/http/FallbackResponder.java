package dev.dunlin.http;

import java.time.Duration;

/** Asks a second handler in place of answers with a certain status. */
final class FallbackResponder implements Responder {
    private final Request request;
    private final Responder target;
    private final int status;
    private final GuardedHandler second;

    FallbackResponder(Request request, Responder target, int status, GuardedHandler second) {
        this.request = request;
        this.target = target;
        this.status = status;
        this.second = second;
    }

    @Override
    public void respond(Response response) {
        if (response.status() != status) {
            target.respond(response);
            return;
        }
        response.body().close();
        second.handle(request, target);
    }

    @Override
    public void responseTimeout(Duration timeout) {
        target.responseTimeout(timeout);
    }

    @Override
    public Response errorAnswer(Throwable cause) {
        return target.errorAnswer(cause);
    }
}
