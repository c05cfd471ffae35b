package dev.dunlin.http.filters;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Makes one gzip member (RFC 1952) of what it is given piece by piece. Holds memory outside of the heap until it is ended.
 * For one thread at a time.
 */
final class GzipEncoder {
    /** The memory that an encoder takes: a deflater's window and tables, outside of the heap, and a piece. In bytes. */
    static final int HELD = 272 * 1024 + 16 * 1024;

    private static final int LEAST_NUMBER = 8;

    private static final int PIECE = 16 * 1024;

    /**
     * What is so compressible that this much of it fills no piece gives a piece all the same, be it empty: who asks for the
     * next may do something else first, as an event loop has to.
     */
    private static final int MOST_A_PIECE = 128 * 1024;

    /** Deflate, no name, no time, and an operating system that nobody needs to know. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private static final int TRAILER = 8;

    private final Deflater deflater;
    private final CRC32 checksum = new CRC32();
    private final ByteBuffer output = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
    private int flush = Deflater.NO_FLUSH;
    private int takenSincePiece;
    private boolean complete;

    /**
     * @param deflater makes no header of its own; the encoder ends it
     */
    GzipEncoder(Deflater deflater) {
        this.deflater = deflater;
        output.put(HEADER);
    }

    /** A deflater that an encoder can use. */
    static Deflater deflater(int level) {
        return new Deflater(level, true);
    }

    /** Returns how many encoders may be there at once within an amount of memory, in bytes. */
    static int numberFor(long memory) {
        return (int) Math.max(LEAST_NUMBER, Math.min(memory / HELD, Integer.MAX_VALUE));
    }

    /** Compresses what is there whole. */
    static ByteBuffer compress(ByteBuffer content, Deflater deflater) {
        GzipEncoder encoder = new GzipEncoder(deflater);
        try {
            encoder.take(content, false);
            encoder.finish();
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            while (!encoder.isComplete()) {
                byte[] piece = encoder.next();
                if (piece != null) compressed.writeBytes(piece);
            }
            return ByteBuffer.wrap(compressed.toByteArray());
        } finally {
            encoder.end();
        }
    }

    /**
     * Takes further content; only when {@link #next} has returned null.
     *
     * @param content must not be changed before {@code next} returns null again
     * @param flushes whether all of it is to come out, so that it can be read before there is more; costs some bytes
     */
    void take(ByteBuffer content, boolean flushes) {
        takenSincePiece += content.remaining();
        checksum.update(content.duplicate());
        deflater.setInput(content.duplicate());
        flush = flushes ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH;
    }

    /** Says that there is no more content; only when {@link #next} has returned null. */
    void finish() {
        deflater.finish();
    }

    /** A piece of the member, which may be empty; null if more content is needed for the next one. */
    byte @Nullable [] next() {
        deflater.deflate(output, flush);
        if (deflater.finished() && !complete && output.remaining() >= TRAILER) {
            output.putInt((int) checksum.getValue()).putInt((int) deflater.getBytesRead());
            complete = true;
        }
        boolean isLongAwaited = takenSincePiece >= MOST_A_PIECE;
        boolean isDue = flush != Deflater.NO_FLUSH || deflater.finished() || !output.hasRemaining();
        if (!isLongAwaited && (!isDue || output.position() == 0)) return null;
        takenSincePiece = 0;
        byte[] piece = Arrays.copyOf(output.array(), output.position());
        output.clear();
        return piece;
    }

    /** Tells whether the last piece of the member has been had. */
    boolean isComplete() {
        return complete;
    }

    /** Gives the memory back. Once, and nothing else after it. */
    void end() {
        deflater.end();
    }
}
