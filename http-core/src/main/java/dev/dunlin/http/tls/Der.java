package dev.dunlin.http.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** As much of DER (X.690) as it takes to put a key into another envelope: tag, length, content. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;

    private Der() {}

    /** Encodes a value whose content is the parts, one after the other: less than 64 KiB, as any key is. */
    static byte[] value(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) length += part.length;
        ByteBuffer target = ByteBuffer.allocate(4 + length).put((byte) tag);
        if (length < 0x80) {
            target.put((byte) length);
        } else if (length < 0x100) {
            target.put((byte) 0x81).put((byte) length);
        } else {
            target.put((byte) 0x82).putShort((short) length);
        }
        for (byte[] part : parts) target.put(part);
        byte[] encoded = new byte[target.flip().remaining()];
        target.get(encoded);
        return encoded;
    }

    /**
     * Reads the content of the next value.
     *
     * @return null if the value has another tag; it is then passed over
     * @throws BufferUnderflowException if there is no whole value
     */
    static byte @Nullable [] content(int tag, ByteBuffer source) {
        int found = source.get() & 0xff;
        byte[] content = new byte[checked(length(source), source)];
        source.get(content);
        return found == tag ? content : null;
    }

    private static int length(ByteBuffer source) {
        int first = source.get() & 0xff;
        if (first < 0x80) return first;
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) length = (length << 8) | (source.get() & 0xff);
        return length;
    }

    private static int checked(int length, ByteBuffer source) {
        if (length < 0 || length > source.remaining()) throw new BufferUnderflowException();
        return length;
    }
}
