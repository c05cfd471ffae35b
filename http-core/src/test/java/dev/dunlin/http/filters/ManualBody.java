package dev.dunlin.http.filters;

import dev.dunlin.http.Body;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;

/** Content that a test publishes by hand. Counts how much was asked for and how often it was closed. */
final class ManualBody implements Body {
    private final long length;
    private Flow.Subscriber<? super ByteBuffer> subscriber;
    long asked;
    int cancelled;
    int closed;

    ManualBody(long length) {
        this.length = length;
    }

    void publish(String piece) {
        publish(piece.getBytes(StandardCharsets.UTF_8));
    }

    void publish(byte[] piece) {
        subscriber.onNext(ByteBuffer.wrap(piece).asReadOnlyBuffer());
    }

    void complete() {
        subscriber.onComplete();
    }

    void fail(Throwable cause) {
        subscriber.onError(cause);
    }

    boolean isSubscribed() {
        return subscriber != null;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        this.subscriber = subscriber;
        beginSubscription();
    }

    void beginSubscription() {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                asked += n;
            }

            @Override
            public void cancel() {
                cancelled++;
            }
        });
    }

    @Override
    public void close() {
        closed++;
    }
}
