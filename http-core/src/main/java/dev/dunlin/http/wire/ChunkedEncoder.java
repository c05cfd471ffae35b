package dev.dunlin.http.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the framing of chunks (RFC 9112 §7.1). */
public final class ChunkedEncoder {
    /** The greatest number of bytes that the framing of one chunk takes: its size line, and the CRLF behind its data. */
    public static final int MAX_FRAMING = 8 + 2 + 2;

    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private ChunkedEncoder() {}

    /**
     * Writes one chunk.
     *
     * @param data not empty; taken whole
     * @param target must have room for it and {@link #MAX_FRAMING} bytes more
     */
    public static void writeChunk(ByteBuffer data, ByteBuffer target) {
        target.put(Integer.toHexString(data.remaining()).getBytes(StandardCharsets.US_ASCII));
        target.put(CRLF).put(data).put(CRLF);
    }

    /** Writes the last chunk and an empty trailer section: five bytes. */
    public static void writeLastChunk(ByteBuffer target) {
        target.put(LAST_CHUNK);
    }
}
