package dev.dunlin.http;

/** Asks a second handler in place of answers with a certain status. */
record FallbackResponder(Request request, Responder target, int status, Handler second) implements Responder {
    @Override
    public void respond(Response response) {
        if (response.status() != status) {
            target.respond(response);
            return;
        }
        response.body().close();
        new GuardedHandler(second).handle(request, target);
    }

    @Override
    public Response errorAnswer(Throwable cause) {
        return target.errorAnswer(cause);
    }
}
