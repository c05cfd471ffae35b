package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/** Keeps what it is told, and fails a test when the rules of {@link Flow} are broken. */
public class RecordingSubscriber implements Flow.Subscriber<ByteBuffer> {
    public final List<ByteBuffer> pieces = new ArrayList<>();
    public Flow.Subscription subscription;
    public Throwable failure;
    public boolean completed;

    private final long firstDemand;

    private RecordingSubscriber(long firstDemand) {
        this.firstDemand = firstDemand;
    }

    /** Asks for nothing by itself. */
    public static RecordingSubscriber waiting() {
        return new RecordingSubscriber(0);
    }

    /** Asks for all there is. */
    public static RecordingSubscriber greedy() {
        return new RecordingSubscriber(Long.MAX_VALUE);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        assertThat(this.subscription).as("subscribed once").isNull();
        this.subscription = subscription;
        if (firstDemand > 0) subscription.request(firstDemand);
    }

    @Override
    public void onNext(ByteBuffer piece) {
        assertNotEnded();
        pieces.add(piece);
    }

    @Override
    public void onError(Throwable failure) {
        assertNotEnded();
        this.failure = failure;
    }

    @Override
    public void onComplete() {
        assertNotEnded();
        completed = true;
    }

    /** Neither completed nor failed. */
    public boolean isOpen() {
        return !completed && failure == null;
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer piece : pieces) {
            byte[] copy = new byte[piece.remaining()];
            piece.duplicate().get(copy);
            bytes.writeBytes(copy);
        }
        return bytes.toByteArray();
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private void assertNotEnded() {
        assertThat(subscription).as("onSubscribe comes first").isNotNull();
        assertThat(isOpen()).as("nothing follows the end").isTrue();
    }
}
