package dev.dunlin.http.net;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;

/**
 * Puts TLS between a transport and the connections of one event loop. Holds what the TLS connections of the loop share:
 * the buffers, so that a connection at rest holds none, and the lists of deadlines.
 */
public final class TlsLoop implements ConnectionFactory {
    /** What a record takes at the most, its head and the ciphers' additions included. */
    private static final int LARGEST_RECORD = 16 * 1024 + 512;

    private static final int CONTENT_OF_RECORD = 16 * 1024;

    /** How many full records are written at once. */
    private static final int BATCH = 8;

    /** How long a connection is read on and thrown away after a farewell that its peer may still be sending against. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    final Loop loop;
    final TlsConfig config;
    final Function<String, ConnectionFactory> protocols;
    final Deadlines handshakeDeadlines;
    final Deadlines lingerDeadlines;
    final HandshakeCounts handshakeCounts;
    final TimeSlice slice;

    /** What was received and not yet deciphered; a connection copies what it does not use up. */
    final ByteBuffer received = ByteBuffer.allocate(64 * 1024);

    /** One record's content, where the reader has no room for the whole of it. */
    final ByteBuffer opened = ByteBuffer.allocate(LARGEST_RECORD);

    /** Records that are to be sent next. On the heap, where ciphers are faster. */
    final ByteBuffer sealed = ByteBuffer.allocate(BATCH * LARGEST_RECORD);

    /** A piece of a file that is to be sealed. */
    final ByteBuffer piece = ByteBuffer.allocateDirect(BATCH * CONTENT_OF_RECORD);

    /**
     * Prepares a loop, which must not run yet.
     *
     * @param protocols what speaks inside, by the name that the handshake has agreed on (RFC 7301); empty if on none
     * @param handshakeCounts those of this loop
     */
    public TlsLoop(
            Loop loop,
            TlsConfig config,
            Function<String, ConnectionFactory> protocols,
            HandshakeCounts handshakeCounts) {
        this.loop = loop;
        this.config = config;
        this.protocols = protocols;
        this.handshakeCounts = handshakeCounts;
        this.slice = new TimeSlice(loop);
        this.handshakeDeadlines = loop.deadlines(config.handshakeDeadline());
        this.lingerDeadlines = loop.deadlines(LINGER);
    }

    @Override
    public Connection create(Transport transport) {
        return new TlsTransport(this, transport);
    }
}
