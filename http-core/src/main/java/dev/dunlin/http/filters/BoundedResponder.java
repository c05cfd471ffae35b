package dev.dunlin.http.filters;

import dev.dunlin.http.HttpException;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Can be answered for, when a limit is passed; the handler's own answer is dropped then. Whoever is first decides. */
final class BoundedResponder implements Responder {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedResponder.class);

    private enum State {
        OPEN,
        ANSWERED,
        ANSWERED_FOR,
        DROPPED
    }

    private final Request request;
    private final Responder target;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final CompletableFuture<Duration> timer = new CompletableFuture<>();

    BoundedResponder(Request request, Responder target) {
        this.request = request;
        this.target = target;
    }

    /** Answers with 503 when that time has passed, on a thread of the common pool, as filters around this one may take long. */
    @SuppressWarnings("FutureReturnValueIgnored") // whatever fails is told to the responder
    void answerWithin(Duration deadline) {
        timer.completeOnTimeout(deadline, TimeUnit.NANOSECONDS.convert(deadline), TimeUnit.NANOSECONDS)
                .thenAcceptAsync(passed -> answerInstead(
                        new HttpException(Status.SERVICE_UNAVAILABLE, "no answer within " + passed + ": " + request)));
    }

    /** Answers in the handler's stead, unless it has answered. */
    void answerInstead(HttpException reason) {
        if (!state.compareAndSet(State.OPEN, State.ANSWERED_FOR)) return;
        timer.cancel(false);
        try {
            target.respond(target.errorAnswer(reason));
        } catch (RuntimeException e) {
            target.fail(e);
        }
    }

    @Override
    public void respond(Response response) {
        if (state.compareAndSet(State.OPEN, State.ANSWERED)) {
            timer.cancel(false);
            target.respond(response);
            return;
        }
        boolean dropped = state.compareAndSet(State.ANSWERED_FOR, State.DROPPED);
        response.body().close();
        if (!dropped) throw new IllegalStateException("answered twice: " + request);
    }

    /** A failure that comes too late is most likely what the passing of the limit has led to. */
    @Override
    public void fail(Throwable cause) {
        if (state.compareAndSet(State.ANSWERED_FOR, State.DROPPED)) {
            LOG.debug("failed after it was answered for: {}", request, cause);
        } else {
            Responder.super.fail(cause);
        }
    }

    @Override
    public Response errorAnswer(Throwable cause) {
        return target.errorAnswer(cause);
    }
}
