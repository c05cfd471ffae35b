package dev.dunlin.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Several contents, one after the other, of a length that is known beforehand. Each part is sent as it would be by itself:
 * a part of a file is not copied through the JVM where the connection allows it, and a client that takes its time makes the
 * server hold no more than a piece of one part.
 *
 * <p>Extend it, and create the parts when they are asked for.
 */
public abstract class CompositeBody implements Body {
    private static final int PIECE = 32 * 1024;

    private final long length;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    /**
     * Creates a body of this length.
     *
     * @param length the length of all parts together, in bytes
     * @throws IllegalArgumentException if it is negative
     */
    protected CompositeBody(long length) {
        if (length < 0) throw new IllegalArgumentException("length must not be negative: " + length);
        this.length = length;
    }

    /**
     * Returns the parts in their order, each a {@link MemoryBody} or a {@link FileBody}. They are not closed one by one: what
     * is behind them is released by {@link #close}. Called once, by whoever sends the content; the next part is asked for
     * when the one before has been sent.
     */
    public abstract Iterator<Body> parts();

    @Override
    public final long length() {
        return length;
    }

    /** Publishes the content in pieces of 32 KiB, which are read on the thread that asks for them. One-shot. */
    @Override
    public final void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        if (subscribed.compareAndSet(false, true)) {
            PullSubscription.start(subscriber, new Pieces());
        } else {
            PullSubscription.refuse(subscriber, new IllegalStateException("composed content has one subscriber"));
        }
    }

    /** Goes over the borders of parts, so that little parts travel together. */
    private final class Pieces implements PullSubscription.Source {
        private Iterator<Body> rest = Collections.emptyIterator();
        private Body part = Body.empty();
        private long taken;
        private long published;

        @Override
        public boolean isExhausted() {
            return published == length;
        }

        @Override
        public ByteBuffer next() throws IOException {
            if (published == 0) rest = parts();
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, length - published));
            while (piece.hasRemaining()) {
                findPart();
                taken += copy(piece);
            }
            published += piece.position();
            return piece.flip().asReadOnlyBuffer();
        }

        private void findPart() throws EOFException {
            while (taken == part.length()) {
                if (!rest.hasNext()) throw new EOFException("the parts end before their " + length + " bytes");
                part = rest.next();
                taken = 0;
            }
        }

        private int copy(ByteBuffer piece) throws IOException {
            int wanted = (int) Math.min(piece.remaining(), part.length() - taken);
            if (part instanceof FileBody file) return file.read(piece, taken, wanted);
            ((MemoryBody) part).copyTo(piece, (int) taken, wanted);
            return wanted;
        }
    }
}
