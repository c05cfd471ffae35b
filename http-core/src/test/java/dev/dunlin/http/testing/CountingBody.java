package dev.dunlin.http.testing;

import dev.dunlin.http.Body;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** A published text that counts how often it is closed. */
final class CountingBody implements Body {
    private final AtomicInteger closed = new AtomicInteger();
    private final Body text;

    CountingBody(String text) {
        this.text = Body.of(text);
    }

    int closed() {
        return closed.get();
    }

    @Override
    public long length() {
        return text.length();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        text.subscribe(subscriber);
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
