package dev.dunlin.demo.admin;

import dev.dunlin.http.Body;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events that one watcher is sent, until it goes. One that has not taken the last event yet is not sent the next: it
 * misses it, and nothing piles up.
 */
final class EventStream implements Body, Flow.Subscription {
    private final Consumer<EventStream> gone;
    private @Nullable ByteBuffer first;
    private Flow.@Nullable Subscriber<? super ByteBuffer> watcher;
    private boolean wants;
    private boolean ended;

    /**
     * @param first is sent as soon as it is asked for
     * @param gone told once the watcher has gone; maybe more than once
     */
    EventStream(ByteBuffer first, Consumer<EventStream> gone) {
        this.first = first;
        this.gone = gone;
    }

    @Override
    public long length() {
        return UNKNOWN_LENGTH;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        boolean isOver;
        synchronized (this) {
            if (watcher != null) throw new IllegalStateException("these events have one watcher");
            watcher = subscriber;
            isOver = ended;
        }
        subscriber.onSubscribe(this);
        if (isOver) subscriber.onComplete();
    }

    /** The watcher has room for an event. */
    @Override
    public synchronized void request(long n) {
        wants = true;
        ByteBuffer event = first;
        first = null;
        if (event != null) send(event);
    }

    /** Sends an event, if the watcher has room for it. */
    synchronized void send(ByteBuffer event) {
        if (!wants || ended || watcher == null) return;
        wants = false;
        watcher.onNext(event);
    }

    /** There are no more events. */
    synchronized void end() {
        if (ended) return;
        ended = true;
        if (watcher != null) watcher.onComplete();
    }

    @Override
    public synchronized void cancel() {
        ended = true;
        gone.accept(this);
    }

    @Override
    public void close() {
        gone.accept(this);
    }
}
