package dev.dunlin.http.h1;

import dev.dunlin.http.Failures;
import dev.dunlin.http.Handler;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.net.SafeLog;
import dev.dunlin.http.runtime.FailureLog;
import dev.dunlin.http.runtime.HandlerCall;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One request and the one answer to it, which may come from any thread. Whoever is first decides:
 *
 * <pre>
 *           respond by the handler                      respond again
 *   OPEN ──────────────────────────► ANSWERED ─────────────────────────► IllegalStateException
 *     │
 *     └─ abandon: too late, or gone ─► ABANDONED ─ respond ─► DROPPED ─ respond again ─► IllegalStateException
 * </pre>
 */
final class Exchange implements Responder, HandlerCall.Pending {
    private static final Logger LOG = LoggerFactory.getLogger(Handler.class);

    private static final Response LAST_RESORT =
            Response.error(Status.INTERNAL_SERVER_ERROR).withHeader("Connection", "close");

    private enum State {
        OPEN,
        ANSWERED,
        ABANDONED,
        DROPPED
    }

    private final @Nullable Request request;
    private final IntFunction<Response> errorAnswers;
    private final FailureLog failures;
    private final Runnable onAnswer;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private volatile @Nullable Response response;
    private volatile @Nullable Duration responseTimeout;

    /** Why there is no response by the handler, or none but an error; null where the client is told why. */
    private volatile @Nullable Throwable failure;

    /** What the content of the request has failed with, for a reason of the client's. */
    private volatile @Nullable Throwable contentFailure;

    /** Whether there is no response for a reason of the client's: it has gone, or what it has sent was refused. */
    private volatile boolean isGivenUpForClient;

    /**
     * @param request null if the head could not be parsed
     * @param errorAnswers makes answers with an error status
     * @param failures logs what handlers fail with
     * @param onAnswer called, on the answering thread, when there is an answer, or the time for it has changed
     */
    Exchange(@Nullable Request request, IntFunction<Response> errorAnswers, FailureLog failures, Runnable onAnswer) {
        this.request = request;
        this.errorAnswers = errorAnswers;
        this.failures = failures;
        this.onAnswer = onAnswer;
    }

    @Nullable
    Request request() {
        return request;
    }

    /** The answer, once there is one. */
    @Nullable
    Response response() {
        return response;
    }

    @Override
    public boolean awaitsResponse() {
        return state.get() == State.OPEN;
    }

    @Override
    public void responseTimeout(Duration timeout) {
        responseTimeout = Objects.requireNonNull(timeout, "timeout");
        if (state.get() == State.OPEN) onAnswer.run();
    }

    /** The response timeout of this exchange, or null where that of the server holds. */
    @Nullable
    Duration responseTimeout() {
        return responseTimeout;
    }

    @Override
    public void respond(Response answer) {
        Objects.requireNonNull(answer, "answer");
        if (!take(answer)) throw new IllegalStateException("answered twice: " + request);
    }

    /** Returns false if there was an answer by the handler before. */
    private boolean take(Response answer) {
        if (state.compareAndSet(State.OPEN, State.ANSWERED)) {
            response = answer;
            onAnswer.run();
            return true;
        }
        boolean dropped = state.compareAndSet(State.ABANDONED, State.DROPPED);
        answer.body().close();
        return dropped;
    }

    /** Failing after an answer changes nothing for the client, be it one that came while this one was made. */
    @Override
    public void fail(Throwable cause) {
        if (state.get() == State.OPEN) {
            take(errorAnswer(cause));
        } else {
            log(Failures.unwrapped(cause));
        }
    }

    @Override
    public Response errorAnswer(Throwable cause) {
        Throwable unwrapped = Failures.unwrapped(cause);
        Throwable content = contentFailure;
        int status = Failures.status(content instanceof HttpException ? content : unwrapped);
        if (status >= Status.INTERNAL_SERVER_ERROR && state.get() == State.OPEN) failure = unwrapped;
        log(unwrapped);
        return errorAnswer(status);
    }

    /** Logging never costs the client its response. */
    private void log(Throwable cause) {
        if (cause instanceof HttpException || isGivenUpForClient || hasContentFailed()) {
            SafeLog.debug(LOG, "failed, as its client did or as it meant to: {}", request, cause);
        } else if (state.get() == State.OPEN) {
            failures.log(LOG, Level.ERROR, "handler failed: {}", request, cause);
        } else {
            failures.log(LOG, Level.WARN, "handler failed after its response: {}", request, cause);
        }
    }

    /** Returns whether the request's content has failed, for a reason of the client's: other failures follow from that. */
    boolean hasContentFailed() {
        return contentFailure != null;
    }

    /** The content of the request is about to fail, for a reason of the client's. */
    void contentFails(Throwable cause) {
        if (contentFailure == null) contentFailure = cause;
    }

    /** Why there is no response by the handler, or one with a status from 500 on; null if there is no such reason. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** The configured answer with this status, or the plain one if the configured function fails. */
    Response errorAnswer(int status) {
        try {
            return Objects.requireNonNull(errorAnswers.apply(status), "error answer");
        } catch (Throwable t) {
            SafeLog.error(LOG, "the function for error answers failed at {}", status, t);
            return Response.error(status);
        }
    }

    /** Answers in the handler's stead, unless it has answered; its own answer will be dropped. */
    void answerInstead(int status) {
        isGivenUpForClient = status < Status.INTERNAL_SERVER_ERROR;
        if (state.compareAndSet(State.OPEN, State.ABANDONED)) {
            response = closing(status);
            onAnswer.run();
        }
    }

    /** Responds with 500 in the handler's stead, which has not responded in time. */
    void timeOut(Duration timeout) {
        Throwable late = new TimeoutException("no response within " + timeout);
        if (state.get() == State.OPEN) failure = late;
        answerInstead(Status.INTERNAL_SERVER_ERROR);
    }

    /** Without memory for a response of its own there is one that was made before: nobody else will answer. */
    private Response closing(int status) {
        try {
            return errorAnswer(status).withHeader("Connection", "close");
        } catch (Error e) {
            return LAST_RESORT;
        }
    }

    /**
     * Gives up: the client has gone, an answer would reach nobody.
     *
     * @return false if there is an answer already, or will be in a moment
     */
    boolean abandon() {
        isGivenUpForClient = true;
        return state.compareAndSet(State.OPEN, State.ABANDONED);
    }
}
