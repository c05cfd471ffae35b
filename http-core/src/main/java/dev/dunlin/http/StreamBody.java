package dev.dunlin.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Content that is read from a stream, on an executor's threads, as it is asked for. One-shot. */
final class StreamBody implements Body, PullSubscription.Source {
    private static final Logger LOG = LoggerFactory.getLogger(StreamBody.class);
    private static final int PIECE = 16 * 1024;

    private final InputStream content;
    private final long length;
    private final Executor reader;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    /** How much was read: told by the threads of the reader, asked by the subscriber's at the start. */
    private final AtomicLong read = new AtomicLong();

    StreamBody(InputStream content, long length, Executor reader) {
        if (length < UNKNOWN_LENGTH) throw new IllegalArgumentException("length " + length);
        this.content = Objects.requireNonNull(content);
        this.length = length;
        this.reader = Objects.requireNonNull(reader);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        if (subscribed.compareAndSet(false, true)) {
            PullSubscription.start(subscriber, this, reader);
        } else {
            PullSubscription.refuse(subscriber, new IllegalStateException("a stream's content has one subscriber"));
        }
    }

    /** Closes the stream where it was read, since that may block too. */
    @Override
    public void close() {
        try {
            reader.execute(this::closeStream);
        } catch (RejectedExecutionException refused) {
            closeStream();
        }
    }

    private void closeStream() {
        try {
            content.close();
        } catch (IOException e) {
            LOG.debug("closing a stream that was answered with", e);
        }
    }

    @Override
    public boolean isExhausted() {
        return read.get() == length;
    }

    @Override
    public @Nullable ByteBuffer next() throws IOException {
        long left = length == UNKNOWN_LENGTH ? PIECE : length - read.get();
        byte[] piece = new byte[(int) Math.min(PIECE, left)];
        int count = content.read(piece);
        if (count >= 0) {
            read.addAndGet(count);
            return ByteBuffer.wrap(piece, 0, count);
        }
        if (length != UNKNOWN_LENGTH)
            throw new EOFException("the stream ends after " + read + " of " + length + " bytes");
        return null;
    }
}
