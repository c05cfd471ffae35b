package dev.dunlin.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A part of a file as content, which the server sends with {@link FileChannel#transferTo}. {@link Body#file} makes one;
 * extend it where the file is to be watched while it is sent, or, with another {@link #close}, where the channel is not the
 * body's own to close.
 */
public class FileBody implements Body {
    private static final int SLICE = 64 * 1024;

    private final FileChannel channel;
    private final long offset;
    private final long length;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    /**
     * @param channel open for reading; its position is neither used nor changed
     * @param offset where the part begins, in bytes
     * @param length the part's length in bytes
     * @throws IllegalArgumentException if a number is negative
     */
    protected FileBody(FileChannel channel, long offset, long length) {
        if (offset < 0 || length < 0) throw new IllegalArgumentException("offset " + offset + ", length " + length);
        this.channel = Objects.requireNonNull(channel);
        this.offset = offset;
        this.length = length;
    }

    /** The file. */
    public final FileChannel channel() {
        return channel;
    }

    /** Where the content begins in the file, in bytes. */
    public final long offset() {
        return offset;
    }

    @Override
    public final long length() {
        return length;
    }

    /**
     * Tells whether the file still is the one whose length was promised. Asked before every slice that is sent, and again
     * if the sending takes longer than a millisecond; on false the connection is closed short, so that the client does
     * not take a mixture of two files for either.
     *
     * @throws IOException if the file cannot be looked at, which counts as false
     */
    public boolean isIntact() throws IOException {
        return true;
    }

    /** Closes the file. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Publishes the content in pieces of 64 KiB, read on the thread that asks for them. One-shot. */
    @Override
    public final void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        if (subscribed.compareAndSet(false, true)) {
            PullSubscription.start(subscriber, new Slices());
        } else {
            PullSubscription.refuse(subscriber, new IllegalStateException("a file's content has one subscriber"));
        }
    }

    private final class Slices implements PullSubscription.Source {
        private long sent;

        @Override
        public boolean isExhausted() {
            return sent == length;
        }

        @Override
        public ByteBuffer next() throws IOException {
            ByteBuffer slice = ByteBuffer.allocate((int) Math.min(SLICE, length - sent));
            sent += read(slice, sent, slice.remaining());
            return slice.flip().asReadOnlyBuffer();
        }
    }

    /**
     * Reads some of the content, one byte at least.
     *
     * @param from where to begin, in bytes from the beginning of the content
     * @param most how many bytes to read at the most
     * @throws IOException also if the file was changed, or is too short
     */
    int read(ByteBuffer target, long from, int most) throws IOException {
        if (!isIntact()) throw new IOException("the file was changed while it was read");
        int limit = target.limit();
        int count = channel.read(target.limit(target.position() + most), offset + from);
        target.limit(limit);
        if (count >= 0) return count;
        throw new EOFException("the file ends at " + (offset + from) + ", before " + (offset + length));
    }
}
