package dev.dunlin.http.net;

import java.io.IOException;

/**
 * What speaks a protocol over a {@link Transport}. Called on the transport's event loop only. An exception ends the
 * connection: the transport closes, and the connection is told by {@link #onClosed}.
 */
public interface Connection {
    /** There are bytes to read, or the end of them. */
    void onReadable() throws IOException;

    /** The socket takes bytes again. */
    void onWritable() throws IOException;

    /** The server is about to end: finish what has begun, begin nothing more, then close. */
    void onStopping() throws IOException;

    /**
     * The transport is closed, by whomever. Called once.
     *
     * @param cause why
     */
    void onClosed(Throwable cause);
}
