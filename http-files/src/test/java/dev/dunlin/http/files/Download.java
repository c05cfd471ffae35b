package dev.dunlin.http.files;

import dev.dunlin.http.Body;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;

/** Reads a body piece by piece, as slowly as a test wants it. */
final class Download implements Flow.Subscriber<ByteBuffer> {
    private final Body body;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private Flow.Subscription subscription;
    private Throwable failure;
    private boolean completed;

    Download(Body body) {
        this.body = body;
        body.subscribe(this);
    }

    Download next() {
        subscription.request(1);
        return this;
    }

    /** Reads to the end, be it good or bad, and closes the body as the server does. */
    Download finish() {
        subscription.request(Long.MAX_VALUE);
        body.close();
        return this;
    }

    String text() {
        return received.toString(StandardCharsets.UTF_8);
    }

    int length() {
        return received.size();
    }

    boolean isComplete() {
        return completed;
    }

    Throwable failure() {
        return failure;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
    }

    @Override
    public void onNext(ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        received.writeBytes(bytes);
    }

    @Override
    public void onError(Throwable failure) {
        this.failure = failure;
    }

    @Override
    public void onComplete() {
        completed = true;
    }
}
