package dev.dunlin.http.server;

import dev.dunlin.http.Body;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** Content whose length is kept secret. */
record UnknownLength(Body content) implements Body {
    @Override
    public long length() {
        return UNKNOWN_LENGTH;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        content.subscribe(subscriber);
    }

    @Override
    public void close() {
        content.close();
    }
}
