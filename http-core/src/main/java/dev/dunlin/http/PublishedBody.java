package dev.dunlin.http;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** Content that somebody else publishes. One-shot, since nothing is known of the publisher. */
final class PublishedBody implements Body {
    private final Flow.Publisher<? extends ByteBuffer> content;
    private final long length;
    private final AtomicBoolean subscribed = new AtomicBoolean();

    PublishedBody(Flow.Publisher<? extends ByteBuffer> content, long length) {
        if (length < UNKNOWN_LENGTH) throw new IllegalArgumentException("length " + length);
        this.content = Objects.requireNonNull(content);
        this.length = length;
    }

    @Override
    public long length() {
        return length;
    }

    /** Cancels what nobody has subscribed to, so that the publisher need not wait for it; others cancel by themselves. */
    @Override
    public void close() {
        if (subscribed.compareAndSet(false, true)) content.subscribe(new Canceller());
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        if (subscribed.compareAndSet(false, true)) {
            content.subscribe(subscriber);
        } else {
            PullSubscription.refuse(subscriber, new IllegalStateException("this content has one subscriber"));
        }
    }

    /** Wants nothing. */
    private static final class Canceller implements Flow.Subscriber<ByteBuffer> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(ByteBuffer piece) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
