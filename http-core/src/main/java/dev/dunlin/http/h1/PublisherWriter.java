package dev.dunlin.http.h1;

import dev.dunlin.http.Body;
import dev.dunlin.http.wire.ChunkedEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Writes content that is published, from whichever thread. Asks for one piece at a time, and for the next one when the
 * output has room for it: a client that reads slowly slows the publisher down.
 */
final class PublisherWriter implements BodyWriter, Flow.Subscriber<ByteBuffer> {
    private static final int PIECE = 32 * 1024;

    /**
     * How much is collected before the socket is asked whether it takes any: a client that takes nothing makes the connection
     * hold that, and nothing further is asked for.
     */
    private static final int COLLECTED = 16 * 1024;

    /** How much is written before the neighbours on the loop have their turn. */
    private static final int TURN = 512 * 1024;

    private final Body body;
    private final long length;
    private final boolean isChunked;
    private final Runnable wakeUp;

    private final Queue<ByteBuffer> pieces = new ConcurrentLinkedQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean complete;
    private volatile @Nullable Throwable failure;
    private volatile boolean cancelled;

    private boolean awaitsPiece;
    private boolean awaitsSocket;
    private long written;

    /**
     * @param isChunked whether the content is to be framed as chunks
     * @param wakeUp called, from any thread, when there is something to write
     */
    PublisherWriter(Body body, boolean isChunked, Runnable wakeUp) {
        this.body = body;
        this.length = body.length();
        this.isChunked = isChunked;
        this.wakeUp = wakeUp;
        try {
            body.subscribe(this);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public boolean write(Output output) throws IOException {
        long turnEnd = written + TURN;
        long begun = System.nanoTime();
        while (true) {
            // Read before the queue: what was published before the end is in the queue once the end is seen.
            boolean isEnd = complete;
            Throwable failed = failure;
            ByteBuffer piece = pieces.peek();
            awaitsSocket = output.isBlocked() || written >= turnEnd || System.nanoTime() - begun > Http1Loop.TURN_NANOS;
            if (awaitsSocket) return false;
            if (piece == null) {
                if (isEnd) return end(output);
                if (failed != null) throw new ContentException("the content failed", failed);
                output.flushFrom(COLLECTED);
                if (output.isBlocked()) continue;
                ask();
                if (pieces.isEmpty() && !complete && failure == null) return false;
            } else {
                write(piece, output);
                if (!piece.hasRemaining()) {
                    pieces.remove();
                    awaitsPiece = false;
                }
            }
        }
    }

    private void write(ByteBuffer piece, Output output) throws IOException {
        if (!piece.hasRemaining()) return;
        ByteBuffer target = output.withRoom(Math.min(piece.remaining(), PIECE) + ChunkedEncoder.MAX_FRAMING);
        ByteBuffer part = piece.slice(piece.position(), Math.min(piece.remaining(), PIECE));
        piece.position(piece.position() + part.remaining());
        written += part.remaining();
        if (length >= 0 && written > length)
            throw new ContentException("the content is longer than its " + length + " bytes");
        if (isChunked) {
            ChunkedEncoder.writeChunk(part, target);
        } else {
            target.put(part);
        }
    }

    private boolean end(Output output) throws IOException {
        if (length >= 0 && written < length)
            throw new ContentException("the content ends before its " + length + " bytes");
        if (isChunked) ChunkedEncoder.writeLastChunk(output.withRoom(ChunkedEncoder.MAX_FRAMING));
        return true;
    }

    private void ask() {
        Flow.Subscription from = subscription;
        if (from == null || awaitsPiece) return;
        awaitsPiece = true;
        try {
            from.request(1);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public boolean endEarly(Output output) throws IOException {
        boolean isQuiet = !output.isBlocked() && !awaitsSocket && pieces.isEmpty() && !complete && failure == null;
        if (length >= 0 || !isQuiet) return false;
        cancel();
        return end(output);
    }

    @Override
    public boolean awaitsSocket() {
        return awaitsSocket;
    }

    @Override
    public long heldBytes() {
        long held = body.heldBytes();
        for (ByteBuffer piece : pieces) held += piece.remaining();
        return held;
    }

    @Override
    public long written() {
        return written;
    }

    @Override
    public void cancel() {
        cancelled = true;
        Flow.Subscription from = subscription;
        if (from == null) return;
        try {
            from.cancel();
        } catch (Throwable e) {
            failure = e;
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        if (cancelled) {
            subscription.cancel();
        } else {
            wakeUp.run();
        }
    }

    @Override
    public void onNext(ByteBuffer piece) {
        pieces.add(piece.duplicate());
        wakeUp.run();
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        wakeUp.run();
    }

    @Override
    public void onComplete() {
        complete = true;
        wakeUp.run();
    }
}
