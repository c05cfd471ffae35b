package dev.dunlin.http.h1;

import dev.dunlin.http.FileBody;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes a part of a file. Little of it is read into the output, so that it leaves in one write with the head; much goes
 * from the file to the socket by itself, in slices, one a turn of the loop, so that a large download does not starve its
 * neighbours.
 */
final class FileWriter implements BodyWriter {
    /**
     * From this size on, a file is handed to the socket. That costs about as much as reading it, and nothing of it has to be
     * held for a client that takes its time.
     */
    private static final int LARGE = 16 * 1024;

    private static final int SLICE = 1024 * 1024;

    /** How long a look at the file is good for, in nanoseconds: a client that takes its time is no excuse for an old one. */
    private static final long LOOK_LASTS = 1_000_000;

    private final FileBody body;
    private long written;

    private long sliceEnd;
    private long lookedAt;

    FileWriter(FileBody body) {
        this.body = body;
    }

    @Override
    public boolean write(Output output) throws IOException {
        if (written >= sliceEnd || System.nanoTime() - lookedAt > LOOK_LASTS) look();
        if (body.length() < LARGE) {
            read(output);
            return true;
        }
        output.flush();
        if (!output.isBlocked()) transfer(output);
        return written == body.length();
    }

    private void look() throws IOException {
        boolean isIntact;
        try {
            isIntact = body.isIntact();
        } catch (IOException e) {
            throw new ContentException("the file cannot be looked at while it is sent", e);
        }
        if (!isIntact) throw new ContentException("the file was changed while it was sent");
        lookedAt = System.nanoTime();
        sliceEnd = written + SLICE;
    }

    private void read(Output output) throws IOException {
        int length = (int) body.length();
        ByteBuffer target = output.withRoom(length);
        int limit = target.limit();
        target.limit(target.position() + length);
        while (target.hasRemaining()) {
            written += readTo(target);
        }
        target.limit(limit);
    }

    private int readTo(ByteBuffer target) throws ContentException {
        int read;
        try {
            read = body.channel().read(target, body.offset() + written);
        } catch (IOException e) {
            throw new ContentException("the file cannot be read", e);
        }
        if (read < 0) throw truncated();
        return read;
    }

    private void transfer(Output output) throws IOException {
        long position = body.offset() + written;
        long sent;
        try {
            sent = output.transfer(body.channel(), position, Math.min(sliceEnd, body.length()) - written);
        } catch (IOException e) {
            if (body.channel().isOpen()) throw e;
            throw new ContentException("the file was closed while it was sent", e);
        }
        if (sent == 0 && position >= body.channel().size()) throw truncated();
        written += sent;
    }

    private ContentException truncated() {
        return new ContentException("the file ends before its " + body.length() + " bytes are sent");
    }

    @Override
    public long heldBytes() {
        return body.heldBytes();
    }

    @Override
    public long written() {
        return written;
    }
}
