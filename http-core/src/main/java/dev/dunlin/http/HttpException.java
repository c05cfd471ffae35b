package dev.dunlin.http;

import java.io.Serial;

/**
 * Says that a request is to be answered with an error status. A handler throws it, or gives it to {@link Responder#fail}.
 *
 * <p>The message is for the log, never for the client.
 */
public final class HttpException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * @param status the status to answer with, 400 to 599
     * @param message what was wrong, with the offending value; for the log
     * @throws IllegalArgumentException if the status is no error
     */
    public HttpException(int status, String message) {
        super(message);
        if (status < 400 || status > 599) throw new IllegalArgumentException("not an error status: " + status);
        this.status = status;
    }

    /**
     * An error that says no more than its status does.
     *
     * @param status the status to answer with, 400 to 599
     * @throws IllegalArgumentException if the status is no error
     */
    public HttpException(int status) {
        this(status, Status.phrase(status));
    }

    /** The status to answer with, 400 to 599. */
    public int status() {
        return status;
    }
}
