package dev.dunlin.http;

import dev.dunlin.http.runtime.LoopAwareFuture;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body into one array, up to a limit. */
final class ContentCollector implements Flow.Subscriber<ByteBuffer> {
    /** A length that a client has merely announced takes no more memory than this. */
    private static final int MAX_EXPECTED = 64 * 1024;

    private final CompletableFuture<byte[]> content = new LoopAwareFuture<>();
    private final ByteArrayOutputStream collected;
    private final int limit;
    private Flow.@Nullable Subscription subscription;

    private ContentCollector(int expected, int limit) {
        this.collected = new ByteArrayOutputStream(expected);
        this.limit = limit;
    }

    static CompletionStage<byte[]> collect(Body body, int limit) {
        long length = body.length();
        ContentCollector collector = new ContentCollector((int) Math.max(32, Math.min(length, MAX_EXPECTED)), limit);
        if (length > limit) {
            collector.content.completeExceptionally(tooLarge(limit));
        } else {
            body.subscribe(collector);
        }
        return collector.content;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer piece) {
        if (content.isDone()) return;
        if (piece.remaining() > limit - collected.size()) {
            if (subscription != null) subscription.cancel();
            content.completeExceptionally(tooLarge(limit));
            return;
        }
        byte[] bytes = new byte[piece.remaining()];
        piece.duplicate().get(bytes);
        collected.writeBytes(bytes);
    }

    @Override
    public void onError(Throwable failure) {
        content.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        content.complete(collected.toByteArray());
    }

    private static HttpException tooLarge(int limit) {
        return new HttpException(Status.CONTENT_TOO_LARGE, "the content is larger than " + limit + " bytes");
    }
}
