package dev.dunlin.http.wire;

import java.io.Serial;

/** What a client sent is not HTTP, or more of it than is allowed. The connection cannot go on after the answer. */
public final class ProtocolException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * @param status the status to answer with
     * @param message what was wrong, for the log
     */
    public ProtocolException(int status, String message) {
        // Thrown as often as an attacker likes, always from the parser: the trace would cost much and tell nothing.
        super(message, null, false, false);
        this.status = status;
    }

    /** The status to answer with, 400 to 599. */
    public int status() {
        return status;
    }
}
