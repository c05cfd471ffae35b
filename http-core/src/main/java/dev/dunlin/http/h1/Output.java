package dev.dunlin.http.h1;

import dev.dunlin.http.net.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection's answers are collected until they are written, many in one write if there are many. The buffer is the
 * loop's; what the socket does not take becomes the connection's own, and then the output is <em>blocked</em>: nothing more
 * is to be answered before the client has taken that.
 */
final class Output {
    private final Http1Loop shared;
    private final Transport transport;
    private @Nullable ByteBuffer pending;
    private boolean progress;
    private long sent;

    Output(Http1Loop shared, Transport transport) {
        this.shared = shared;
        this.transport = transport;
    }

    /**
     * The buffer to write to, with some room.
     *
     * @param least how many bytes must fit; the buffer is flushed, or grows, if they do not
     */
    ByteBuffer withRoom(int least) throws IOException {
        if (shared.output.remaining() < least) flush();
        if (shared.output.remaining() < least) shared.output = ByteBuffer.allocateDirect(least);
        return shared.output;
    }

    /**
     * Writes what is collected if there is that much of it. What the socket does not take becomes the connection's own, so
     * whoever goes on collecting for one that takes nothing makes it hold more.
     *
     * @param bytes how much may stay collected, not included
     */
    void flushFrom(int bytes) throws IOException {
        if (shared.output.position() >= bytes) flush();
    }

    /** Tells whether something waits for the socket. */
    boolean isBlocked() {
        return pending != null;
    }

    /** Returns the memory that waits for the socket, in bytes. */
    long heldBytes() {
        return pending == null ? 0 : pending.capacity();
    }

    /** Tells whether the socket has taken something since this was asked last. */
    boolean takeProgress() {
        boolean made = progress;
        progress = false;
        return made;
    }

    /** Returns how many bytes the transport has taken so far. */
    long sent() {
        return sent;
    }

    /** Writes all that is collected, or as much as the socket takes. */
    void flush() throws IOException {
        ByteBuffer collected = shared.output.flip();
        try {
            if (pending != null) {
                write(pending);
                if (pending.hasRemaining()) {
                    pending = copy(pending, collected);
                    return;
                }
                pending = null;
            }
            if (!collected.hasRemaining()) return;
            write(collected);
            if (collected.hasRemaining()) pending = copy(collected);
        } finally {
            collected.clear();
        }
    }

    /**
     * Sends a part of a file; nothing must be collected or blocked.
     *
     * @return the number of bytes sent, possibly 0
     */
    long transfer(FileChannel file, long position, long length) throws IOException {
        long moved = transport.transferFrom(file, position, length);
        progress |= moved > 0;
        sent += moved;
        return moved;
    }

    private void write(ByteBuffer source) throws IOException {
        int before = source.remaining();
        transport.write(source);
        progress |= source.remaining() < before;
        sent += before - source.remaining();
    }

    private static ByteBuffer copy(ByteBuffer... parts) {
        int length = 0;
        for (ByteBuffer part : parts) length += part.remaining();
        ByteBuffer copy = ByteBuffer.allocate(length);
        for (ByteBuffer part : parts) copy.put(part);
        return copy.flip();
    }
}
