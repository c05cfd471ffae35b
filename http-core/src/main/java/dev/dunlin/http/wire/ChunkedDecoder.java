package dev.dunlin.http.wire;

import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * Finds the content in a chunked message (RFC 9112 §7.1), strictly. Resumable at any byte.
 *
 * <pre>{@code
 * while ((data = decoder.next(input)) > 0) { take data bytes from input; decoder.taken(data); }
 * if (decoder.isComplete()) ...
 * }</pre>
 *
 * <p>Chunk extensions and trailer fields are checked and dropped: what they say is of no use to a server, and of much to
 * somebody who smuggles requests.
 */
public final class ChunkedDecoder {
    /** Its CRLF not counted. */
    private static final int MAX_SIZE_LINE = 256;

    private static final int MAX_TRAILER_BYTES = 8 * 1024;
    private static final int MAX_TRAILER_FIELDS = 100;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String QUOTED = "\"(?:[\\t !#-\\[\\]-~\\x80-\\xff]|\\\\[\\t -~\\x80-\\xff])*+\"";
    private static final Pattern EXTENSIONS_FORM =
            Pattern.compile("(?:[ \\t]*;[ \\t]*" + TOKEN + "(?:[ \\t]*=[ \\t]*(?:" + TOKEN + "|" + QUOTED + "))?)*+");

    // The states, in order. Numbers, since an enum and the table for its switch would be two classes more.
    private static final int SIZE = 0;
    private static final int EXTENSIONS = 1;
    private static final int SIZE_LF = 2;
    private static final int DATA = 3;
    private static final int DATA_CR = 4;
    private static final int DATA_LF = 5;
    private static final int TRAILERS = 6;
    private static final int COMPLETE = 7;

    private final FieldLines trailers = new FieldLines(MAX_TRAILER_FIELDS, MAX_TRAILER_BYTES, 400);
    private final StringBuilder extensions = new StringBuilder(0);

    private int state = SIZE;

    /** The size of the chunk, as far as it is known; within the data, what is left of it. */
    private long size;

    private int lineLength;
    private int trailerBytes;

    /** Tells whether the last chunk and the trailer section have been read. */
    public boolean isComplete() {
        return state == COMPLETE;
    }

    /**
     * Takes framing from {@code input}, up to the next data.
     *
     * @param input backed by an array
     * @return how many bytes of data {@code input} holds next; 0 if none, because it is used up or the message is complete
     * @throws ProtocolException of status 400 if this is no chunked content
     */
    public int next(ByteBuffer input) throws ProtocolException {
        while (input.hasRemaining() && state != DATA && state != COMPLETE) {
            if (state == TRAILERS) {
                scanTrailers(input);
            } else {
                scanFraming(input.get());
            }
        }
        return state == DATA ? (int) Math.min(size, input.remaining()) : 0;
    }

    /** Says that data has been taken, no more than {@link #next} returned. */
    public void taken(int length) {
        size -= length;
        if (size == 0) state = DATA_CR;
    }

    private void scanFraming(byte b) throws ProtocolException {
        switch (state) {
            case SIZE -> {
                requireShortLine(b);
                size(b);
            }
            case EXTENSIONS -> {
                requireShortLine(b);
                extension(b);
            }
            case SIZE_LF -> {
                FieldLines.requireLineFeed(b);
                sizeLineIsComplete();
            }
            case DATA_CR -> {
                if (b != '\r') throw FieldLines.malformed("a chunk is longer than its size, by " + FieldLines.shown(b));
                state = DATA_LF;
            }
            case DATA_LF -> {
                FieldLines.requireLineFeed(b);
                state = SIZE;
                size = 0;
                lineLength = 0;
            }
            default -> throw new IllegalStateException();
        }
    }

    private void requireShortLine(byte b) throws ProtocolException {
        if (++lineLength > MAX_SIZE_LINE && b != '\r') {
            throw FieldLines.malformed("a chunk-size line is longer than " + MAX_SIZE_LINE);
        }
    }

    private void size(byte b) throws ProtocolException {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
            if (size > (Long.MAX_VALUE >> 4)) throw FieldLines.malformed("a chunk size overflows");
            size = (size << 4) | digit;
        } else if (lineLength == 1) {
            throw FieldLines.malformed("a chunk size must not begin with " + FieldLines.shown(b));
        } else {
            state = EXTENSIONS;
            extension(b);
        }
    }

    private void extension(byte b) throws ProtocolException {
        if (b == '\r') {
            if (!EXTENSIONS_FORM.matcher(extensions).matches()) throw FieldLines.malformed("malformed chunk extension");
            extensions.setLength(0);
            state = SIZE_LF;
        } else if (b >= 0 && b < ' ' && b != '\t') {
            throw FieldLines.malformed("a chunk-size line must not hold " + FieldLines.shown(b));
        } else {
            extensions.append((char) (b & 0xff));
        }
    }

    private void sizeLineIsComplete() {
        if (size > 0) {
            state = DATA;
        } else {
            state = TRAILERS;
            trailers.reset(0);
        }
    }

    private void scanTrailers(ByteBuffer input) throws ProtocolException {
        int from = input.arrayOffset() + input.position();
        int end = trailers.scan(input.array(), from - trailerBytes, from, from + input.remaining());
        trailerBytes += end - from;
        input.position(end - input.arrayOffset());
        if (trailers.isComplete()) state = COMPLETE;
    }
}
