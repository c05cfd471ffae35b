package dev.dunlin.http;

import dev.dunlin.http.runtime.BoundedTrace;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a handler's failure means to the client, and to the log. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Handler.class);

    private Failures() {}

    /** Gives to a responder what its handler has thrown; the responder logs it, also after a response. */
    static void tell(Responder responder, Throwable thrown) {
        try {
            responder.fail(thrown);
        } catch (IllegalStateException answered) {
            LOG.debug("failed after its response", thrown);
        }
    }

    /** The status to answer with. Logs what is no {@link HttpException}, since the client does not learn of it. */
    static int statusOf(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof HttpException http) {
            LOG.debug("answering {}", http.status(), http);
        } else {
            LOG.error("handler failed", BoundedTrace.of(cause));
        }
        return status(cause);
    }

    /** The status to answer with: that of an {@link HttpException}, else 500. */
    public static int status(Throwable unwrapped) {
        return unwrapped instanceof HttpException http ? http.status() : Status.INTERNAL_SERVER_ERROR;
    }

    /** Returns what a future has wrapped, or else the failure itself. */
    public static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
