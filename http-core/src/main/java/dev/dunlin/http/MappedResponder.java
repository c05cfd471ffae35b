package dev.dunlin.http;

import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Changes each answer on its way to another responder. */
final class MappedResponder implements Responder {
    private final Responder target;
    private final UnaryOperator<Response> change;

    MappedResponder(Responder target, UnaryOperator<Response> change) {
        this.target = target;
        this.change = change;
    }

    @Override
    public void respond(Response response) {
        Response changed;
        try {
            changed = Objects.requireNonNull(change.apply(response), "changed answer");
        } catch (Throwable t) {
            response.body().close();
            throw t;
        }
        target.respond(changed);
    }

    /** A change that fails must not leave the client without an answer. */
    @Override
    public void fail(Throwable cause) {
        Response error = errorAnswer(cause);
        Response changed;
        try {
            changed = Objects.requireNonNull(change.apply(error), "changed answer");
        } catch (Throwable e) {
            error.body().close();
            if (e != cause) e.addSuppressed(cause);
            target.fail(e);
            return;
        }
        target.respond(changed);
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
