package dev.dunlin.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of the PROXY protocol, of either version, in whatever pieces it comes. It knows at each point how many
 * bytes are still to come at the least ({@link #wanted}); who reads no more than that never reads past the header, and has
 * nothing to hand back.
 */
final class ProxyHeaderParser {
    /** What both versions have at the least: {@code PROXY UNKNOWN} and its CRLF, which is one byte less than version 2. */
    private static final int SHORTEST = 15;

    /** The longest that is looked at, of either version; what follows it is skipped. */
    private static final int MOST_KEPT = BinaryHeader.PREAMBLE + BinaryHeader.MOST_ADDRESSES;

    private final byte[] kept = new byte[MOST_KEPT];
    private int length;

    /** What is skipped: what a header of version 2 says behind the addresses. */
    private int skipped;

    private int wanted = SHORTEST;

    /** How many bytes of the header are still to come at the least; 1 or more while it is incomplete. */
    int wanted() {
        return wanted;
    }

    /**
     * Takes bytes, not one more than the header has.
     *
     * @return the header, or null while it is incomplete
     * @throws ProtocolException if this is no header; nothing more can be read then
     */
    @Nullable
    ProxyHeader parse(ByteBuffer input) throws ProtocolException {
        while (input.hasRemaining()) {
            take(input);
            if (wanted > 0) continue;
            wanted = leastToCome();
            if (wanted == 0) return header();
        }
        return null;
    }

    private void take(ByteBuffer input) {
        int taken = Math.min(wanted, input.remaining());
        int keepable = Math.min(taken, kept.length - length);
        input.get(kept, length, keepable);
        length += keepable;
        input.position(input.position() + taken - keepable);
        skipped += taken - keepable;
        wanted -= taken;
    }

    private int leastToCome() throws ProtocolException {
        return isBinary() ? BinaryHeader.leastToCome(kept, length, skipped) : TextHeader.leastToCome(kept, length);
    }

    private ProxyHeader header() throws ProtocolException {
        return isBinary()
                ? BinaryHeader.parse(kept)
                : TextHeader.parse(new String(Arrays.copyOf(kept, length), ISO_8859_1));
    }

    private boolean isBinary() {
        return kept[0] == '\r';
    }
}
