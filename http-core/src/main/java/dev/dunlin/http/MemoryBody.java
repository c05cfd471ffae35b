package dev.dunlin.http;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** Content that lies in memory, whole: what {@link Body#of} and {@link Body#empty} make. Reusable. */
public final class MemoryBody implements Body {
    static final MemoryBody EMPTY = new MemoryBody(ByteBuffer.allocate(0));

    private final ByteBuffer content;

    /** How many responses with this content had to wait for their clients; no more than two are counted, by any threads. */
    private int waiting;

    MemoryBody(ByteBuffer content) {
        this.content = content.slice().asReadOnlyBuffer();
    }

    /** The content, as a read-only buffer with a position of its own; its first byte is at index 0. */
    public ByteBuffer content() {
        return content.duplicate();
    }

    /**
     * Copies a part of the content.
     *
     * @param offset where the part begins in the content
     * @param target takes the bytes, at its position
     * @param length how many bytes; {@code target} must have room for them
     */
    public void copyTo(ByteBuffer target, int offset, int length) {
        target.put(target.position(), content, offset, length).position(target.position() + length);
    }

    /** A response with this content waits for its client, and keeps the content in memory. */
    public void await() {
        if (waiting < 2) waiting++;
    }

    /** Content that is sent more than once is kept by somebody else, a cache or a constant, and costs the server nothing. */
    @Override
    public long heldBytes() {
        return waiting == 1 ? length() : 0;
    }

    @Override
    public long length() {
        return content.capacity();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        PullSubscription.start(subscriber, new Once(content()));
    }

    private static final class Once implements PullSubscription.Source {
        private final ByteBuffer content;
        private boolean exhausted;

        Once(ByteBuffer content) {
            this.content = content;
            this.exhausted = !content.hasRemaining();
        }

        @Override
        public boolean isExhausted() {
            return exhausted;
        }

        @Override
        public ByteBuffer next() {
            exhausted = true;
            return content;
        }
    }
}
