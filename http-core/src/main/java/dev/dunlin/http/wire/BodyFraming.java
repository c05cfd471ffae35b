package dev.dunlin.http.wire;

import dev.dunlin.http.Body;

/** How the end of a request's content is found (RFC 9112 §6.3). */
public sealed interface BodyFraming {
    /** There is no content: neither {@code Content-Length} nor {@code Transfer-Encoding}. */
    BodyFraming NONE = new Length(0);

    /** The content is chunked. */
    BodyFraming CHUNKED = new Chunked();

    /** The content's length, or {@link Body#UNKNOWN_LENGTH}. */
    long length();

    /**
     * The content is this long.
     *
     * @param length in bytes
     */
    record Length(long length) implements BodyFraming {}

    /** The content ends with its last chunk. */
    record Chunked() implements BodyFraming {
        @Override
        public long length() {
            return Body.UNKNOWN_LENGTH;
        }
    }
}
