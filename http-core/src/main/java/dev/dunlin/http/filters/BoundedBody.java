package dev.dunlin.http.filters;

import dev.dunlin.http.Body;
import dev.dunlin.http.HttpException;
import dev.dunlin.http.Status;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Content that fails as soon as there is too much of it. Demand passes through, so whoever reads slowly slows the sender. */
final class BoundedBody implements Body {
    private final Body content;
    private final long maxLength;
    private final Supplier<? extends Throwable> onExcess;

    /**
     * @param content of unknown length
     * @param maxLength in bytes
     * @param onExcess says what to fail with; called on the thread that publishes, before the subscriber is told
     */
    BoundedBody(Body content, long maxLength, Supplier<? extends Throwable> onExcess) {
        this.content = content;
        this.maxLength = maxLength;
        this.onExcess = onExcess;
    }

    @Override
    public long length() {
        return UNKNOWN_LENGTH;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        content.subscribe(new Counter(subscriber));
    }

    /** Collected by the content itself, which counts the memory that this takes. */
    @Override
    public CompletionStage<byte[]> bytes(int limit) {
        if (limit <= maxLength) return content.bytes(limit);
        return content.bytes((int) maxLength)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(replaced(failure)));
    }

    private Throwable replaced(Throwable failure) {
        boolean isExcess = failure instanceof HttpException http && http.status() == Status.CONTENT_TOO_LARGE;
        return isExcess ? onExcess.get() : failure;
    }

    @Override
    public long heldBytes() {
        return content.heldBytes();
    }

    @Override
    public void close() {
        content.close();
    }

    private final class Counter implements Flow.Subscriber<ByteBuffer> {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private Flow.@Nullable Subscription subscription;
        private long left = maxLength;

        Counter(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscriber.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            if (hasFailed()) return;
            left -= piece.remaining();
            if (!hasFailed()) {
                subscriber.onNext(piece);
                return;
            }
            if (subscription != null) subscription.cancel();
            subscriber.onError(onExcess.get());
        }

        @Override
        public void onError(Throwable failure) {
            if (!hasFailed()) subscriber.onError(failure);
        }

        @Override
        public void onComplete() {
            if (!hasFailed()) subscriber.onComplete();
        }

        private boolean hasFailed() {
            return left < 0;
        }
    }
}
