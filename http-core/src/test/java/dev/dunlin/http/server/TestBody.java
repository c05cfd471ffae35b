package dev.dunlin.http.server;

import dev.dunlin.http.Body;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Content as a user might write it: published by the test, piece by piece, from the test's thread. Counts how often it was
 * closed and how much was asked for.
 */
final class TestBody implements Body {
    private final long length;
    private final Queue<ByteBuffer> prepared = new ConcurrentLinkedQueue<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private volatile Flow.Subscriber<? super ByteBuffer> subscriber;
    private volatile boolean completesItself;
    private final AtomicBoolean completed = new AtomicBoolean();
    private volatile int expectedCloses = 1;

    private TestBody(long length) {
        this.length = length;
    }

    /** Content that the test publishes by {@link #publish} and {@link #complete}. */
    static TestBody manual(long length) {
        return new TestBody(length);
    }

    /** Content that publishes these pieces as they are asked for. */
    static TestBody of(long length, String... pieces) {
        TestBody body = new TestBody(length);
        for (String piece : pieces) body.prepared.add(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)));
        body.completesItself = true;
        return body;
    }

    /** Text whose length is known. */
    static TestBody text(String text) {
        return of(text.length(), text);
    }

    /** Content that is given to the server more than once. */
    TestBody answeredTimes(int times) {
        expectedCloses = times;
        return this;
    }

    void publish(String piece) {
        publish(piece.getBytes(StandardCharsets.UTF_8));
    }

    void publish(byte[] piece) {
        subscriber.onNext(ByteBuffer.wrap(piece));
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

    boolean isCancelled() {
        return cancelled.get();
    }

    /** The sum of all demands. */
    long asked() {
        return asked.get();
    }

    int closed() {
        return closed.get();
    }

    boolean isClosedAsOftenAsAnswered() {
        return closed.get() == expectedCloses;
    }

    @Override
    public long length() {
        return length;
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
                asked.addAndGet(n);
                if (completesItself) publishPrepared(subscriber);
            }

            @Override
            public void cancel() {
                cancelled.set(true);
            }
        });
        // Only now: the test may publish as soon as it sees this, and nothing comes before a subscription.
        this.subscriber = subscriber;
    }

    private void publishPrepared(Flow.Subscriber<? super ByteBuffer> subscriber) {
        ByteBuffer piece = prepared.poll();
        if (piece != null) subscriber.onNext(piece);
        if (prepared.isEmpty() && completed.compareAndSet(false, true)) subscriber.onComplete();
    }

    @Override
    public String toString() {
        return "a body of " + length + " bytes, closed " + closed + " times of " + expectedCloses;
    }
}
