package dev.dunlin.http.h1;

import java.io.IOException;

/** Writes the content of one answer, in as many steps as it takes. On the event loop. */
interface BodyWriter {
    /**
     * Writes on.
     *
     * @return true when all of the content has been written to the output; false when the output is blocked, when the
     *     neighbours on the loop should have their turn, or when there is no content to be had now
     * @throws IOException if the content cannot be had whole; the connection is then closed short
     */
    boolean write(Output output) throws IOException;

    /** Tells, after {@link #write} has returned false, whether to go on when the socket is writable. */
    default boolean awaitsSocket() {
        return true;
    }

    /**
     * Ends content that has no known end, and of which nothing is there to be sent, as if it were all.
     *
     * @return whether that was possible, and is written
     */
    default boolean endEarly(Output output) throws IOException {
        return false;
    }

    /** How many bytes of content were written so far. */
    long written();

    /** Returns the memory that the unfinished response takes, in bytes, without what is in the output. */
    long heldBytes();

    /** Nobody will read the rest. */
    default void cancel() {}
}
