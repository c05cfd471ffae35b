package dev.dunlin.http.h1;

import dev.dunlin.http.Body;
import dev.dunlin.http.CompositeBody;
import dev.dunlin.http.FileBody;
import dev.dunlin.http.MemoryBody;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.wire.ResponseEncoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Begins an answer: decides how it is framed, writes its head, and picks the writer for its content. */
final class ResponseWriter {
    /** Writes nothing, and so can be shared. */
    static final BodyWriter DONE = new MemoryWriter((MemoryBody) Body.empty());

    private final Response response;
    private final boolean isHead;
    private final boolean isHttp10;

    /**
     * @param response the answer
     * @param isHead whether the request was a HEAD, which is answered as a GET without the content (RFC 9110 §9.3.2)
     * @param isHttp10 whether the client does not know chunks
     */
    ResponseWriter(Response response, boolean isHead, boolean isHttp10) {
        // RFC 9110 §15.3.6: a 205 has no content, and says so.
        this.response = response.status() == 205 ? response.withBody(Body.empty()) : response;
        this.isHead = isHead;
        this.isHttp10 = isHttp10;
    }

    /** Tells whether the end of the content is the end of the connection, for want of another way to say it. */
    boolean endsWithConnection() {
        return isHttp10 && mayHaveContent() && response.body().length() < 0;
    }

    /** Tells whether that is the content which will be sent; not so in the answer to a HEAD, for one. */
    boolean sends(@Nullable Body content) {
        return response.body() == content && !isHead && mayHaveContent();
    }

    /** Tells whether the content comes from a publisher, of which nothing is known but its length. */
    boolean publishes() {
        Body body = response.body();
        boolean isAtHand = body instanceof MemoryBody || body instanceof FileBody || body instanceof CompositeBody;
        return !isHead && mayHaveContent() && body.length() != 0 && !isAtHand;
    }

    /**
     * Writes the head.
     *
     * @param wakeUp called, from any thread, when content that is waited for is there
     * @return the writer of the content that remains to be written
     */
    BodyWriter begin(ResponseEncoder encoder, Output output, boolean keepAlive, Runnable wakeUp) throws IOException {
        Body body = response.body();
        long length = announcedLength();
        encoder.encode(response, length, keepAlive, output.withRoom(encoder.maxLength(response)));
        if (publishes()) return new PublisherWriter(body, length == Body.UNKNOWN_LENGTH, wakeUp);
        if (isHead || !mayHaveContent() || body.length() == 0) return DONE;
        return writer(body);
    }

    /** Returns a writer of content that is at hand. */
    static BodyWriter writer(Body body) {
        if (body instanceof MemoryBody memory) return new MemoryWriter(memory);
        return body instanceof CompositeBody composite
                ? new CompositeWriter(composite)
                : new FileWriter((FileBody) body);
    }

    /** What the head says of the content's length. */
    private long announcedLength() {
        if (!mayHaveContent() || endsWithConnection()) return ResponseEncoder.UNFRAMED;
        // Whatever is negative is not known: what a body says must not leave its end open.
        return Math.max(response.body().length(), Body.UNKNOWN_LENGTH);
    }

    /** RFC 9110 §6.4.1. */
    private boolean mayHaveContent() {
        return response.status() != Status.NO_CONTENT && response.status() != Status.NOT_MODIFIED;
    }
}
