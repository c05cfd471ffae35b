package dev.dunlin.http.files;

import dev.dunlin.http.Body;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * The text of a large listing as content: written piece by piece on other threads than those of event loops, as the client
 * takes it. One that takes its time makes the server hold its place in a listing that others read, too, and a few kilobytes of
 * text. One-shot.
 */
final class ListingBody implements Body {
    /** What the body takes by itself, roughly, in bytes. */
    private static final int OBJECTS = 512;

    private final ListingStream text;
    private final Body content;

    /**
     * @param text closed with this
     * @param executor where it is written
     */
    ListingBody(ListingStream text, Executor executor) {
        this.text = text;
        this.content = Body.from(text, UNKNOWN_LENGTH, executor);
    }

    @Override
    public long length() {
        return UNKNOWN_LENGTH;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        content.subscribe(subscriber);
    }

    /** The listing is shared. */
    @Override
    public long heldBytes() {
        return (long) OBJECTS + text.heldBytes();
    }

    /** Lets go of the listing at once, not in its turn: there may be others waiting for the room. */
    @Override
    public void close() {
        text.close();
    }
}
