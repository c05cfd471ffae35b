package dev.dunlin.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes what can be had by asking for it, on the thread that asks. Holds no monitor while it calls the subscriber, and
 * does not recurse when the subscriber asks for more from within {@code onNext}.
 */
final class PullSubscription implements Flow.Subscription {
    /** Where the buffers come from. Asked by one thread at a time. */
    interface Source {
        boolean isExhausted();

        ByteBuffer next() throws IOException;
    }

    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final Source source;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();

    private PullSubscription(Flow.Subscriber<? super ByteBuffer> subscriber, Source source) {
        this.subscriber = subscriber;
        this.source = source;
    }

    static void start(Flow.Subscriber<? super ByteBuffer> subscriber, Source source) {
        PullSubscription subscription = new PullSubscription(subscriber, source);
        // Looked at before: from then on the source belongs to the thread that asks, which may be another one.
        boolean empty = source.isExhausted();
        subscriber.onSubscribe(subscription);
        if (empty) subscription.complete();
    }

    /** Tells a subscriber that it comes too late; the rules of {@link Flow} want {@code onSubscribe} first. */
    static void refuse(Flow.Subscriber<? super ByteBuffer> subscriber, Throwable reason) {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        });
        subscriber.onError(reason);
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            fail(new IllegalArgumentException("a demand must be positive: " + n));
        } else if (demand.getAndAccumulate(n, PullSubscription::saturatingSum) == 0) {
            publish();
        }
    }

    @Override
    public void cancel() {
        done.set(true);
    }

    private void publish() {
        do {
            if (done.get() || source.isExhausted()) return;
            ByteBuffer next;
            try {
                next = source.next();
            } catch (IOException | RuntimeException e) {
                fail(e);
                return;
            }
            subscriber.onNext(next);
            if (source.isExhausted()) complete();
        } while (demand.decrementAndGet() > 0);
    }

    private void complete() {
        if (done.compareAndSet(false, true)) subscriber.onComplete();
    }

    private void fail(Throwable reason) {
        if (done.compareAndSet(false, true)) subscriber.onError(reason);
    }

    private static long saturatingSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
