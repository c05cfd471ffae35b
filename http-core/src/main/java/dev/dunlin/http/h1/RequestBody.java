package dev.dunlin.http.h1;

import dev.dunlin.http.Body;
import dev.dunlin.http.Status;
import dev.dunlin.http.wire.ChunkedDecoder;
import dev.dunlin.http.wire.ProtocolException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request as it comes in. Demand is tied to the socket: nothing is read that nobody has asked for, so that
 * a slow subscriber slows the sender down. Subscribed to and asked from any thread; all signals are given on the loop.
 */
final class RequestBody implements Body {
    /** What the content comes from. */
    interface Source {
        /** Runs a task on the loop: at once if the caller is its thread. */
        void onLoop(Runnable task);

        /** More content is wanted: take it from what was read, and read on. */
        void resume();

        /** A subscriber has thrown something; it gets nothing more. */
        void failed(RequestBody body, Throwable cause);
    }

    private final Source source;
    private final long length;
    private final long maxLength;
    private final @Nullable ChunkedDecoder decoder;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    /** Who is given the content, from the subscription until the end, or until it does not want any more. */
    private @Nullable Reader reader;

    private long received;
    private boolean wanted;
    private boolean complete;
    private boolean discarding;

    /** Whether all that comes stays in memory until the exchange is over. */
    private volatile boolean collecting;

    private @Nullable Throwable failure;

    /**
     * @param length in bytes; {@link Body#UNKNOWN_LENGTH} if the content is chunked
     * @param maxLength more content than this is refused, in bytes
     */
    RequestBody(Source source, long length, long maxLength) {
        this.source = source;
        this.length = length;
        this.maxLength = maxLength;
        this.decoder = length == UNKNOWN_LENGTH ? new ChunkedDecoder() : null;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        boolean first = subscribed.compareAndSet(false, true);
        source.onLoop(() -> attach(new Reader(subscriber), first));
    }

    @Override
    public CompletionStage<byte[]> bytes(int limit) {
        collecting = true;
        return Body.super.bytes(limit);
    }

    @Override
    public long heldBytes() {
        return collecting ? received : 0;
    }

    /** Tells whether all of the content has been received. */
    boolean isComplete() {
        return complete;
    }

    /** Tells whether anybody has ever asked for content. */
    boolean wasWanted() {
        return wanted;
    }

    /** Tells whether somebody waits for content that is still to come. */
    boolean wantsInput() {
        return !complete && failure == null && (discarding || (reader != null && reader.demand > 0));
    }

    /** Returns how many bytes have come so far. */
    long received() {
        return received;
    }

    /** How much is still to come; {@link Long#MAX_VALUE} if nobody knows, or if it will never come. */
    long remaining() {
        return length == UNKNOWN_LENGTH || failure != null ? Long.MAX_VALUE : length - received;
    }

    /**
     * Takes content from {@code input}, as far as there is demand, and gives it to the subscriber.
     *
     * @return whether anything has changed
     * @throws ProtocolException if the content is malformed or too large
     */
    boolean receive(ByteBuffer input) throws ProtocolException {
        if (complete || failure != null) return false;
        int before = input.remaining();
        int available = next(input);
        while (available > 0 && wantsInput()) {
            take(input, available);
            available = next(input);
        }
        if (isAtEnd()) complete();
        return complete || input.remaining() < before;
    }

    /** From now on content is thrown away as it comes; whoever still reads is told so. */
    void discard() {
        if (complete || discarding) return;
        discarding = true;
        if (reader != null)
            reader.fail(new IllegalStateException("the request was answered before its content was read"));
    }

    /** There will be no more content. Does nothing if all was received. */
    void fail(Throwable cause) {
        if (complete || failure != null) return;
        failure = cause;
        if (reader != null) reader.fail(cause);
    }

    private void attach(Reader newcomer, boolean isFirst) {
        if (isFirst) reader = newcomer;
        newcomer.start();
        if (!isFirst) {
            newcomer.fail(new IllegalStateException("the content of a request has one subscriber"));
        } else if (failure != null) {
            newcomer.fail(failure);
        } else if (discarding) {
            newcomer.fail(new IllegalStateException("the request was answered already"));
        } else if (complete) {
            newcomer.complete();
        }
    }

    private int next(ByteBuffer input) throws ProtocolException {
        return decoder == null ? (int) Math.min(input.remaining(), length - received) : decoder.next(input);
    }

    private void take(ByteBuffer input, int available) throws ProtocolException {
        received += available;
        if (received > maxLength)
            throw new ProtocolException(Status.CONTENT_TOO_LARGE, "more than " + maxLength + " bytes");
        if (decoder != null) decoder.taken(available);
        if (reader == null) {
            input.position(input.position() + available);
            return;
        }
        byte[] piece = new byte[available];
        input.get(piece);
        reader.next(ByteBuffer.wrap(piece).asReadOnlyBuffer());
    }

    private boolean isAtEnd() {
        return decoder == null ? received == length : decoder.isComplete();
    }

    private void complete() {
        complete = true;
        if (reader != null) reader.complete();
    }

    /** The subscriber, and what it has asked for. What it leaves unread is dealt with after the answer. */
    private final class Reader implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private long demand;

        Reader(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            source.onLoop(() -> ask(n));
        }

        @Override
        public void cancel() {
            source.onLoop(this::leave);
        }

        void start() {
            signal(() -> subscriber.onSubscribe(this));
        }

        void next(ByteBuffer piece) {
            demand--;
            signal(() -> subscriber.onNext(piece));
        }

        void complete() {
            leave();
            signal(subscriber::onComplete);
        }

        void fail(Throwable cause) {
            leave();
            signal(() -> subscriber.onError(cause));
        }

        private void ask(long n) {
            if (reader != this) return;
            if (n <= 0) {
                fail(new IllegalArgumentException("a demand must be positive: " + n));
                return;
            }
            demand = n > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + n;
            wanted = true;
            source.resume();
        }

        private void leave() {
            if (reader == this) reader = null;
        }

        /** A subscriber must not throw; one that does is somebody's handler, and must not end the loop's work. */
        private void signal(Runnable signal) {
            try {
                signal.run();
            } catch (Throwable t) {
                leave();
                source.failed(RequestBody.this, t);
            }
        }
    }
}
