package dev.dunlin.http.h1;

import dev.dunlin.http.MemoryBody;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes content that lies in memory. */
final class MemoryWriter implements BodyWriter {
    /** How much is written before the neighbours on the loop have their turn. */
    private static final int TURN = 1024 * 1024;

    private final MemoryBody body;
    private int written;
    private boolean isWaiting;

    MemoryWriter(MemoryBody body) {
        this.body = body;
    }

    @Override
    public boolean write(Output output) throws IOException {
        int length = (int) body.length();
        int turnEnd = length - written > TURN ? written + TURN : length;
        while (written < turnEnd && !output.isBlocked()) {
            ByteBuffer target = output.withRoom(1);
            int piece = Math.min(target.remaining(), turnEnd - written);
            body.copyTo(target, written, piece);
            written += piece;
            if (!target.hasRemaining()) output.flush();
        }
        return written == length;
    }

    @Override
    public long heldBytes() {
        if (!isWaiting) body.await();
        isWaiting = true;
        return body.heldBytes();
    }

    @Override
    public long written() {
        return written;
    }
}
