package dev.dunlin.http.filters;

import dev.dunlin.http.Body;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Content that is compressed as it is asked for, on the threads that publish it or ask for it. One-shot. */
final class GzipBody implements Body {
    private final Body content;
    private final Supplier<Deflater> deflaters;
    private final Body compressed = Body.from(this::compress, UNKNOWN_LENGTH);
    private final Runnable whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Compression compression;

    /**
     * @param content not subscribed to before this body is
     * @param deflaters asked once at the most; what it gives is ended in every case
     * @param whenClosed run once, when the compressor is not used any more
     */
    GzipBody(Body content, Supplier<Deflater> deflaters, Runnable whenClosed) {
        this.content = content;
        this.deflaters = deflaters;
        this.whenClosed = whenClosed;
    }

    @Override
    public long length() {
        return UNKNOWN_LENGTH;
    }

    @Override
    public long heldBytes() {
        return (compression == null ? 0 : GzipEncoder.HELD) + content.heldBytes();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        compressed.subscribe(subscriber);
    }

    /** Whoever does not know how long the content will be may well publish it as it happens: it is sent as it comes. */
    private void compress(Flow.Subscriber<? super ByteBuffer> subscriber) {
        Compression started = new Compression(subscriber, deflaters, content.length() == UNKNOWN_LENGTH);
        compression = started;
        content.subscribe(started);
    }

    /** Ends a compression too that was not cancelled, for want of a subscription at that time. */
    @Override
    public void close() {
        Compression started = compression;
        if (started != null) started.cancel();
        if (closed.compareAndSet(false, true)) whenClosed.run();
        content.close();
    }
}
