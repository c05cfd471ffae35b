package dev.dunlin.http.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of a connection, without blocking: plain or encrypted, no caller asks which. For the event loop's thread. */
public interface Transport {
    /**
     * Reads what there is.
     *
     * @return the number of bytes, 0 if there are none now, or -1 at the end of what the peer sends
     */
    int read(ByteBuffer target) throws IOException;

    /** Writes as much as the socket takes now, possibly nothing. */
    void write(ByteBuffer source) throws IOException;

    /**
     * Sends a part of a file, as much as the socket takes now.
     *
     * @return the number of bytes, 0 if the socket takes none now or the file has none at that position
     */
    long transferFrom(FileChannel file, long position, long length) throws IOException;

    /** Says what to wait for; what it is told again costs nothing. */
    void await(boolean readable, boolean writable);

    /** Tells the peer that nothing more comes, and goes on reading. */
    void shutdownOutput() throws IOException;

    /** Closes the connection. Does nothing if it is closed. */
    void close(Throwable cause);

    /** Tells whether {@link #close} has not been called. */
    boolean isOpen();

    /** Tells whether the bytes are encrypted on their way. */
    boolean isSecure();

    /** The peer's address. */
    SocketAddress remoteAddress();

    /** The address that the peer reached. */
    SocketAddress localAddress();
}
