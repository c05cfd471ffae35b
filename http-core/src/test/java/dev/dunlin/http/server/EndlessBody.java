package dev.dunlin.http.server;

import dev.dunlin.http.Body;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Content without an end, more than any kernel takes in for a client that does not read. Counts what was published. */
final class EndlessBody implements Body {
    private static final int PIECE = 64 * 1024;

    private final AtomicLong published = new AtomicLong();
    private final AtomicInteger closed = new AtomicInteger();

    /** The bytes so far. */
    long published() {
        return published.get();
    }

    /** How often it was closed. */
    int closed() {
        return closed.get();
    }

    @Override
    public long length() {
        return UNKNOWN_LENGTH;
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                for (long i = 0; i < n; i++) {
                    published.addAndGet(PIECE);
                    subscriber.onNext(ByteBuffer.allocate(PIECE));
                }
            }

            @Override
            public void cancel() {}
        });
    }
}
