package dev.dunlin.http;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * The content of a message (RFC 9110 §6.4), in either direction: a publisher of buffers, with a length that is known
 * beforehand or not.
 *
 * <pre>{@code
 * responder.respond(Response.of(200).withBody(Body.of("hello")));
 * request.body().bytes(64 * 1024).thenAccept(json -> responder.respond(answerTo(json)));
 * }</pre>
 *
 * <p>Bodies made by {@link #empty} and {@link #of} are reusable: any number of subscribers is served, at once or one after
 * the other. A body over a channel, a stream, a publisher or a socket is one-shot: a second subscriber is told
 * {@code onError(IllegalStateException)}.
 *
 * <p>Buffers handed to a subscriber are its own to keep and must be treated as read-only.
 */
public interface Body extends Flow.Publisher<ByteBuffer> {
    /** What {@link #length} says when the length is not known beforehand. */
    long UNKNOWN_LENGTH = -1;

    /** The number of bytes that a subscriber will receive, or {@link #UNKNOWN_LENGTH}. */
    long length();

    /**
     * Gives back what the body holds: a channel, a lease. The server calls it exactly once for each time the body was
     * answered with, be it sent, refused, too late or failed. Does nothing by default.
     */
    default void close() {}

    /**
     * Returns the memory that this body takes while it is sent, in bytes: buffers of its own, a compressor. It counts for the
     * server's memory budget until the body is closed. Not counted here is what others hold as well, such as a cache, and
     * what was published and not yet sent, which the server counts by itself. Called on an event loop, now and then. The
     * default is 0.
     */
    default long heldBytes() {
        return 0;
    }

    /**
     * Collects the whole content. Completed on the thread that delivers the content, an event loop for a request's body. On an
     * event loop, where waiting for it would be waiting for itself, {@code join} and {@code get} of the future that the stage
     * is, and of those that are derived from it, throw an {@link IllegalStateException} unless it is complete.
     *
     * @param limit the greatest acceptable number of bytes
     * @return the content; fails with an {@link HttpException} of status 413 when there is more than {@code limit}, and
     *     with whatever the publisher fails with
     */
    default CompletionStage<byte[]> bytes(int limit) {
        return ContentCollector.collect(this, limit);
    }

    /**
     * The content as a stream, for code that blocks: a handler that was moved to an executor by {@link Handler#on}.
     * Subscribes at once; asks for as much as is read, so that a slow reader slows the sender down. To be closed, even if
     * only a part is read. A failure of the content is thrown by {@code read} as an {@link java.io.IOException} with that
     * cause.
     *
     * <p>Not for an event loop, which would wait for itself: there, a {@code read} that would have to wait throws an
     * {@link IllegalStateException}.
     *
     * <pre>{@code
     * Handler upload = (request, responder) -> {
     *     try (InputStream content = request.body().inputStream()) {
     *         Files.copy(content, target);
     *     }
     *     responder.respond(Response.of(204));
     * };
     * server.handler(upload.on(Executors.newFixedThreadPool(16)));
     * }</pre>
     *
     * @return a stream for one thread
     */
    default InputStream inputStream() {
        ContentInputStream stream = new ContentInputStream();
        subscribe(stream);
        return stream;
    }

    /** No content. Reusable. */
    static Body empty() {
        return MemoryBody.EMPTY;
    }

    /** The text in UTF-8. Reusable. */
    static Body of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes, which must not be changed afterwards. Reusable. */
    static Body of(byte[] content) {
        return of(ByteBuffer.wrap(content));
    }

    /** What remains in the buffer now, which must not be changed afterwards. Reusable. */
    static Body of(ByteBuffer content) {
        return content.hasRemaining() ? new MemoryBody(content) : empty();
    }

    /**
     * A part of a file, sent without a copy through the JVM where the connection allows it. One-shot; closing the body
     * closes the channel.
     *
     * @param file open for reading; its position is neither used nor changed
     * @param offset where the part begins, in bytes
     * @param length the part's length in bytes; a file that turns out shorter ends the connection
     */
    static Body file(FileChannel file, long offset, long length) {
        return new FileBody(file, offset, length);
    }

    /**
     * What somebody else publishes, such as a {@code java.net.http.HttpRequest.BodyPublisher}. One-shot. Asked for one
     * buffer at a time, and for the next when the connection takes more; cancelled when the client goes, and when it is not
     * sent at all, as in a response to HEAD.
     *
     * <pre>{@code
     * Body events = Body.from(publisher, Body.UNKNOWN_LENGTH); // each buffer is sent when it is published
     * }</pre>
     *
     * @param content publishes on any threads, by the rules of {@link Flow}
     * @param length the number of bytes, or {@link #UNKNOWN_LENGTH}; content that turns out shorter or longer ends the
     *     connection
     * @throws IllegalArgumentException if the length is another negative number
     */
    static Body from(Flow.Publisher<? extends ByteBuffer> content, long length) {
        return new PublishedBody(content, length);
    }

    /**
     * What can be read from a stream. One-shot; closing the body closes the stream, maybe while it is read.
     *
     * @param content read in pieces of up to 16 KiB, as the connection takes them
     * @param length the number of bytes, or {@link #UNKNOWN_LENGTH} for all until the stream's end; what the stream has
     *     beyond it is not read, and one that ends before it ends the connection
     * @param reader on whose threads the stream is read and closed, since both may block; one that has a thread for each
     *     stream, or closing waits for others to be read
     * @throws IllegalArgumentException if the length is another negative number
     */
    static Body from(InputStream content, long length, Executor reader) {
        return new StreamBody(content, length, reader);
    }
}
