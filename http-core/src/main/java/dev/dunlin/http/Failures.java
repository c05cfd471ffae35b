package dev.dunlin.http;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a handler's failure means to the client, and to the log. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Handler.class);

    private Failures() {}

    /** Gives to a responder what its handler has thrown. After an answer that is logged, nothing more. */
    static void tell(Responder responder, Throwable thrown) {
        try {
            responder.fail(thrown);
        } catch (IllegalStateException answered) {
            LOG.warn("a handler failed after its answer", thrown);
        }
    }

    /**
     * The status to answer with: that of an {@link HttpException}, also where a future has wrapped it, else 500. Logs what
     * is no {@code HttpException}, since the client is told nothing of it.
     */
    public static int statusOf(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof HttpException http) {
            LOG.debug("answering {}", http.status(), http);
            return http.status();
        }
        LOG.error("a handler failed", cause);
        return Status.INTERNAL_SERVER_ERROR;
    }
}
