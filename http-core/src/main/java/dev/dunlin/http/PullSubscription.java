package dev.dunlin.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what can be had by asking for it, on the thread that asks or on an executor's. Holds no monitor while it calls
 * the subscriber, and does not recurse when the subscriber asks for more from within {@code onNext}.
 */
final class PullSubscription implements Flow.Subscription {
    /** Where the buffers come from. Asked by one thread at a time. */
    interface Source {
        /** Tells whether it is known, without a look at what is read, that nothing comes any more. */
        default boolean isExhausted() {
            return false;
        }

        /** The next buffer; null if it turns out that there is none. */
        @Nullable
        ByteBuffer next() throws IOException;
    }

    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final Source source;
    private final Executor executor;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile @Nullable IllegalArgumentException fault;

    /** From the start on there is one who publishes, so that nothing comes before {@code onSubscribe} has returned. */
    private final AtomicLong demand = new AtomicLong(1);

    private PullSubscription(Flow.Subscriber<? super ByteBuffer> subscriber, Source source, Executor executor) {
        this.subscriber = subscriber;
        this.source = source;
        this.executor = executor;
    }

    /** Publishes on the threads that ask. */
    static void start(Flow.Subscriber<? super ByteBuffer> subscriber, Source source) {
        start(subscriber, source, Runnable::run);
    }

    /** Publishes on an executor's threads, where the source may block. */
    static void start(Flow.Subscriber<? super ByteBuffer> subscriber, Source source, Executor executor) {
        PullSubscription subscription = new PullSubscription(subscriber, source, executor);
        subscriber.onSubscribe(subscription);
        if (source.isExhausted()) {
            subscription.complete();
        } else if (subscription.demand.decrementAndGet() > 0) {
            subscription.schedule();
        }
    }

    /** Tells a subscriber that it comes too late; the rules of {@link Flow} want {@code onSubscribe} first. */
    static void refuse(Flow.Subscriber<? super ByteBuffer> subscriber, Throwable reason) {
        // It stays at its start, where somebody publishes already: whatever is demanded, nothing is asked for.
        PullSubscription subscription = new PullSubscription(subscriber, () -> null, Runnable::run);
        subscriber.onSubscribe(subscription);
        subscription.fail(reason);
    }

    @Override
    public void request(long n) {
        if (n <= 0) fault = new IllegalArgumentException("a demand must be positive: " + n);
        if (demand.getAndAccumulate(Math.max(n, 1), PullSubscription::saturatingSum) == 0) schedule();
    }

    @Override
    public void cancel() {
        done.set(true);
    }

    private void schedule() {
        if (done.get()) return;
        try {
            executor.execute(this::publish);
        } catch (RejectedExecutionException refused) {
            fail(refused);
        }
    }

    private void publish() {
        do {
            if (done.get()) return;
            ByteBuffer next;
            try {
                if (fault != null) throw fault;
                next = source.next();
            } catch (Throwable e) {
                // Errors, too: on an executor nobody else would be told, and the subscriber would wait for ever.
                fail(e);
                return;
            }
            if (next != null) subscriber.onNext(next);
            if (next == null || source.isExhausted()) complete();
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
