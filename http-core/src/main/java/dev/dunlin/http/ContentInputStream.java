package dev.dunlin.http;

import dev.dunlin.http.runtime.LoopThread;
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

    /** Comes behind the last piece. */
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final BlockingQueue<ByteBuffer> pieces = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private ByteBuffer piece = NOTHING;

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
        pieces.add(END);
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
        pieces.add(piece.duplicate());
    }

    @Override
    public void onError(Throwable failure) {
        this.failure = failure;
        pieces.add(END);
    }

    @Override
    public void onComplete() {
        pieces.add(END);
    }

    /** Waits for a byte to read; false at the end of the content. */
    private boolean awaitPiece() throws IOException {
        while (!closed && !piece.hasRemaining() && !isEnded()) take();
        if (closed) throw new IOException("the stream is closed");
        if (piece.hasRemaining()) return true;
        Throwable cause = failure;
        if (cause != null) throw new IOException(cause.getMessage(), cause);
        return false;
    }

    @SuppressWarnings("ReferenceEquality") // which buffer it is, not what it holds
    private boolean isEnded() {
        return piece == END;
    }

    private void take() throws InterruptedIOException {
        if (pieces.isEmpty()) LoopThread.requireMayWait("reading content that is still to come");
        try {
            piece = pieces.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for content");
        }
        Flow.Subscription from = subscription;
        if (!isEnded() && from != null) from.request(1);
    }
}
