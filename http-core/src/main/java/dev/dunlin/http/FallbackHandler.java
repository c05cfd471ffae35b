package dev.dunlin.http;

/** Asks a second handler when the first one has answered with a certain status. */
record FallbackHandler(Handler first, int status, Handler second) implements Handler {
    @Override
    public void handle(Request request, Responder responder) throws Exception {
        first.handle(request, new FallbackResponder(request, responder));
    }

    private final class FallbackResponder implements Responder {
        private final Request request;
        private final Responder target;

        FallbackResponder(Request request, Responder target) {
            this.request = request;
            this.target = target;
        }

        @Override
        public void respond(Response response) {
            if (response.status() != status) {
                target.respond(response);
                return;
            }
            response.body().close();
            try {
                second.handle(request, target);
            } catch (Throwable t) {
                Failures.tell(target, t);
            }
        }

        @Override
        public Response errorAnswer(Throwable cause) {
            return target.errorAnswer(cause);
        }
    }
}
