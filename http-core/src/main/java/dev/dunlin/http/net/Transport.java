package dev.dunlin.http.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The bytes of a connection, without blocking: plain or encrypted, no caller asks which. For the event loop's thread. */
public interface Transport {
    /**
     * Reads what there is.
     *
     * @return the number of bytes, 0 if there are none now, or -1 at the end of what the peer sends
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Writes as much as the socket takes now, possibly nothing. What then remains in the source must be offered again before
     * anything else: a transport that encrypts may be halfway through it.
     */
    void write(ByteBuffer source) throws IOException;

    /**
     * Sends a part of a file, as much as the socket takes now. What was not sent must be offered again, as in {@link #write}.
     *
     * @return the number of bytes, 0 if the socket takes none now or the file has none at that position
     */
    long transferFrom(FileChannel file, long position, long length) throws IOException;

    /** Says what to wait for; what it is told again costs nothing. */
    void await(boolean readable, boolean writable);

    /** Tells the peer that nothing more comes, and goes on reading until it ends too; what it sends need not be delivered. */
    void shutdownOutput() throws IOException;

    /** Cuts the connection: the peer may not have been told all. Does nothing if it is closed. */
    void close(Throwable cause);

    /** Closes the connection in order: the peer was told all, and is told so where the protocol has a way to. */
    default void end(Throwable reason) {
        close(reason);
    }

    /** Tells whether {@link #close} has not been called. */
    boolean isOpen();

    /** Tells whether the bytes are encrypted on their way. */
    boolean isSecure();

    /** What was agreed on for encrypting the bytes, or null where it was not TLS that did. */
    default @Nullable SSLSession session() {
        return null;
    }

    /** Returns the count of the memory that this connection holds, to which each of its layers adds its own. */
    ConnectionMemory memory();

    /** The peer's address. */
    SocketAddress remoteAddress();

    /** The address that the peer reached. */
    SocketAddress localAddress();
}
