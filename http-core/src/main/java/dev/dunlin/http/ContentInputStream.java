package dev.dunlin.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A body as a stream, for code that blocks. Asks for one piece at a time, and for the next when that is read. */
final class ContentInputStream extends InputStream implements Flow.Subscriber<ByteBuffer> {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** What comes from the publisher: a piece, or how it ended. */
    private sealed interface Signal {}

    private record Piece(ByteBuffer bytes) implements Signal {}

    private record End(@Nullable Throwable failure) implements Signal {}

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;
    private ByteBuffer piece = NOTHING;
    private @Nullable End end;

    @Override
    public int read() throws IOException {
        return awaitPiece() ? piece.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) return 0;
        if (!awaitPiece()) return -1;
        int count = Math.min(length, piece.remaining());
        piece.get(target, offset, count);
        return count;
    }

    @Override
    public int available() {
        return closed ? 0 : piece.remaining();
    }

    /** Reads no further; what is left of the content is the server's concern. Wakes whoever reads. */
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        Flow.Subscription from = subscription;
        if (from != null) from.cancel();
        signals.add(new End(null));
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        if (closed) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onNext(ByteBuffer piece) {
        signals.add(new Piece(piece.duplicate()));
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new End(failure));
    }

    @Override
    public void onComplete() {
        signals.add(new End(null));
    }

    /** Waits for a byte to read; false at the end of the content. */
    private boolean awaitPiece() throws IOException {
        while (!closed && !piece.hasRemaining() && end == null) take();
        if (closed) throw new IOException("the stream is closed");
        if (piece.hasRemaining()) return true;
        Throwable failure = end == null ? null : end.failure();
        if (failure != null) throw new IOException(failure.getMessage(), failure);
        return false;
    }

    private void take() throws InterruptedIOException {
        Signal signal;
        try {
            signal = signals.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for content");
        }
        if (signal instanceof Piece next) {
            piece = next.bytes();
            Flow.Subscription from = subscription;
            if (from != null) from.request(1);
        } else {
            end = (End) signal;
        }
    }
}
