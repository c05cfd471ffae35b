package dev.dunlin.http.h1;

import dev.dunlin.http.Failures;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.net.SafeLog;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
final class Exchange implements Responder {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

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
    private final Runnable onAnswer;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private volatile @Nullable Response response;
    private volatile @Nullable Duration responseTimeout;

    /**
     * @param request null if the head could not be parsed
     * @param errorAnswers makes answers with an error status
     * @param onAnswer called, on the answering thread, when there is an answer, or the time for it has changed
     */
    Exchange(@Nullable Request request, IntFunction<Response> errorAnswers, Runnable onAnswer) {
        this.request = request;
        this.errorAnswers = errorAnswers;
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
        if (state.get() != State.OPEN || !take(errorAnswer(cause)))
            LOG.warn("a handler failed after {} was answered", request, cause);
    }

    @Override
    public Response errorAnswer(Throwable cause) {
        return errorAnswer(statusOf(cause));
    }

    private static int statusOf(Throwable cause) {
        try {
            return Failures.statusOf(cause);
        } catch (Throwable t) {
            // It logs, which must not cost the client its response.
            return Status.INTERNAL_SERVER_ERROR;
        }
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
        if (state.compareAndSet(State.OPEN, State.ABANDONED)) {
            response = closing(status);
            onAnswer.run();
        }
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
        return state.compareAndSet(State.OPEN, State.ABANDONED);
    }
}
