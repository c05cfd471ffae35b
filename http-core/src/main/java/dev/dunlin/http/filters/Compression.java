package dev.dunlin.http.filters;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Compresses content on its way from a publisher to a subscriber. Asks for one piece when the subscriber wants something and
 * the last one is used up, so that no more than a piece of either kind is ever held.
 *
 * <p>Signals of both sides come on any threads. Whoever gives one works it off, unless somebody is at it already, who then
 * does it: there is one worker at a time, no monitor is held while others are called, and nothing recurses.
 */
final class Compression implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final Supplier<Deflater> deflaters;
    private final boolean flushes;

    private final AtomicLong demand = new AtomicLong();
    private volatile @Nullable ByteBuffer piece;
    private volatile boolean complete;
    private volatile @Nullable Throwable failure;
    private volatile boolean cancelled;
    private volatile boolean ended;

    /** What has happened since the worker looked; from the start on there is one, so that nothing comes before its time. */
    private final AtomicInteger signals = new AtomicInteger(1);

    // From here on the worker's own.
    private Flow.@Nullable Subscription source;
    private @Nullable GzipEncoder encoder;
    private boolean asked;

    /**
     * @param deflaters asked once, when something is to be compressed
     * @param flushes whether each piece can be read before the next one is there
     */
    Compression(Flow.Subscriber<? super ByteBuffer> subscriber, Supplier<Deflater> deflaters, boolean flushes) {
        this.subscriber = subscriber;
        this.deflaters = deflaters;
        this.flushes = flushes;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        subscriber.onSubscribe(this);
        work(subscription);
    }

    @Override
    public void onNext(ByteBuffer next) {
        if (piece != null) failure = new IllegalStateException("the content comes faster than it is asked for");
        piece = next;
        signal();
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        signal();
    }

    @Override
    public void onComplete() {
        complete = true;
        signal();
    }

    @Override
    public void request(long n) {
        if (n <= 0) failure = new IllegalArgumentException("a demand must be positive: " + n);
        demand.accumulateAndGet(Math.max(n, 1), Compression::saturatingSum);
        signal();
    }

    /** May be called before there is a subscription, and after the end. */
    @Override
    public void cancel() {
        cancelled = true;
        signal();
    }

    private void signal() {
        if (signals.getAndIncrement() == 0 && source != null) work(source);
    }

    private void work(Flow.Subscription source) {
        int seen = signals.get();
        do {
            try {
                advance(source);
            } catch (RuntimeException | Error e) {
                abandon(source);
                throw e;
            }
            seen = signals.addAndGet(-seen);
        } while (seen > 0);
    }

    private void advance(Flow.Subscription source) {
        while (!ended) {
            Throwable failed = failure;
            if (cancelled) {
                abandon(source);
            } else if (failed != null) {
                abandon(source);
                subscriber.onError(failed);
            } else if (encoder != null && encoder.isComplete()) {
                end();
                subscriber.onComplete();
            } else if (demand.get() == 0 || !progress(source)) {
                return;
            }
        }
    }

    /** Publishes a piece, or gives the encoder something to do; false if that has to be waited for. */
    private boolean progress(Flow.Subscription source) {
        if (encoder == null) encoder = new GzipEncoder(deflaters.get());
        byte[] compressed = encoder.next();
        if (compressed == null) return feed(encoder, source);
        demand.decrementAndGet();
        subscriber.onNext(ByteBuffer.wrap(compressed));
        return true;
    }

    private boolean feed(GzipEncoder encoder, Flow.Subscription source) {
        if (!asked && !complete) {
            asked = true;
            source.request(1);
        }
        // Read before the piece: what was published before the end is there once the end is seen.
        boolean isEnd = complete;
        ByteBuffer next = piece;
        if (next != null) {
            piece = null;
            asked = false;
            encoder.take(next, flushes);
        } else if (isEnd) {
            encoder.finish();
        }
        return next != null || isEnd;
    }

    /** Nobody wants the rest. */
    private void abandon(Flow.Subscription source) {
        if (ended) return;
        end();
        source.cancel();
    }

    private void end() {
        ended = true;
        if (encoder != null) encoder.end();
    }

    private static long saturatingSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
