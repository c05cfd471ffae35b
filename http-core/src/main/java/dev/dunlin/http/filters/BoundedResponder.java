package dev.dunlin.http.filters;

import dev.dunlin.http.HttpException;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Can be answered for, when a limit is passed; the handler's own answer is dropped then. Whoever is first decides. */
final class BoundedResponder implements Responder {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedResponder.class);

    private final Request request;
    private final Responder target;

    /** Whether it is settled what is answered, by whomever. */
    private final AtomicBoolean settled = new AtomicBoolean();

    /** Whether the handler has answered, be it too late. */
    private final AtomicBoolean answered = new AtomicBoolean();

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
        if (!settled.compareAndSet(false, true)) return;
        timer.cancel(false);
        try {
            target.respond(target.errorAnswer(reason));
        } catch (RuntimeException e) {
            target.fail(e);
        }
    }

    @Override
    public void respond(Response response) {
        boolean isFirst = answered.compareAndSet(false, true);
        if (isFirst && settled.compareAndSet(false, true)) {
            timer.cancel(false);
            target.respond(response);
            return;
        }
        response.body().close();
        if (!isFirst) throw new IllegalStateException("answered twice: " + request);
    }

    /** A failure that comes too late is most likely what the passing of the limit has led to. */
    @Override
    public void fail(Throwable cause) {
        if (settled.get() && answered.compareAndSet(false, true)) {
            LOG.debug("failed after it was answered for: {}", request, cause);
        } else {
            Responder.super.fail(cause);
        }
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
