package dev.dunlin.http.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** Collects content as fast as it, or the test, asks for it; may be looked at from any thread. */
class ContentSubscriber implements Flow.Subscriber<ByteBuffer> {
    private final long demand;
    private final boolean asksAgain;
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final CompletableFuture<byte[]> content = new CompletableFuture<>();
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private final AtomicInteger pieces = new AtomicInteger();

    ContentSubscriber(long demand) {
        this(demand, false);
    }

    private ContentSubscriber(long demand, boolean asksAgain) {
        this.demand = demand;
        this.asksAgain = asksAgain;
    }

    static ContentSubscriber greedy() {
        return new ContentSubscriber(Long.MAX_VALUE);
    }

    static ContentSubscriber oneByOne() {
        return new ContentSubscriber(1, true);
    }

    /** Asks for nothing by itself. */
    static ContentSubscriber waiting() {
        return new ContentSubscriber(0);
    }

    void request(long n) {
        subscription.join().request(n);
    }

    void cancel() {
        subscription.join().cancel();
    }

    int pieces() {
        return pieces.get();
    }

    boolean isOpen() {
        return !content.isDone();
    }

    /** The whole content, once it is there. */
    CompletableFuture<byte[]> content() {
        return content;
    }

    /** What the subscription failed with; waits for that. */
    Throwable failure() {
        try {
            throw new AssertionError("received " + content.join().length + " bytes instead");
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription s) {
        if (!subscription.complete(s)) throw new AssertionError("subscribed twice");
        if (demand > 0) s.request(demand);
    }

    @Override
    public void onNext(ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        collected.writeBytes(bytes);
        pieces.incrementAndGet();
        if (asksAgain) subscription.join().request(1);
    }

    @Override
    public void onError(Throwable cause) {
        content.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        content.complete(collected.toByteArray());
    }
}
