package dev.dunlin.http.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.util.Arrays;

/**
 * Version 2: a signature of 12 bytes, version and command, family and protocol, the length of the rest (16 bits), then the
 * addresses, source first, and whatever else the proxy has to say, which is skipped.
 */
final class BinaryHeader {
    /** Everything before the addresses. */
    static final int PREAMBLE = 16;

    /** Two paths of Unix domain sockets. */
    static final int MOST_ADDRESSES = 216;

    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    private static final int COMMAND = 12;
    private static final int FAMILY = 13;
    private static final int LENGTH = 14;

    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;

    private static final int UNSPECIFIED = 0;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int UNIX = 3;

    private BinaryHeader() {}

    /** How many bytes are to come at the least. */
    static int leastToCome(byte[] bytes, int length, int skipped) throws ProtocolException {
        int compared = Math.min(length, SIGNATURE.length);
        if (!Arrays.equals(bytes, 0, compared, SIGNATURE, 0, compared))
            throw new ProtocolException("neither version of the PROXY protocol");
        if (length < PREAMBLE) return PREAMBLE - length;
        requireKnown(bytes);
        return PREAMBLE + rest(bytes) - length - skipped;
    }

    private static int rest(byte[] bytes) {
        return (bytes[LENGTH] & 0xff) << 8 | (bytes[LENGTH + 1] & 0xff);
    }

    private static void requireKnown(byte[] bytes) throws ProtocolException {
        int command = bytes[COMMAND] & 0xff;
        if (command == LOCAL) return; // the rest says nothing then
        if (command != PROXY) throw new ProtocolException("unknown version and command " + command);
        int least = switch (family(bytes)) {
            case UNSPECIFIED -> 0;
            case IPV4 -> 12;
            case IPV6 -> 36;
            case UNIX -> MOST_ADDRESSES;
            default -> throw new ProtocolException("unknown family " + family(bytes));
        };
        int protocol = bytes[FAMILY] & 0xf;
        if (protocol > 2) throw new ProtocolException("unknown transport protocol " + protocol);
        if (rest(bytes) < least) throw new ProtocolException(rest(bytes) + " bytes for addresses of " + least);
    }

    private static int family(byte[] bytes) {
        return (bytes[FAMILY] & 0xff) >> 4;
    }

    /**
     * Reads a header that is complete.
     *
     * @param bytes as much of it as was kept: the addresses at the least
     */
    static ProxyHeader parse(byte[] bytes) throws ProtocolException {
        if ((bytes[COMMAND] & 0xff) == LOCAL) return ProxyHeader.UNKNOWN;
        ByteBuffer addresses = ByteBuffer.wrap(bytes).position(PREAMBLE);
        return switch (family(bytes)) {
            case IPV4 -> ip(addresses, 4);
            case IPV6 -> ip(addresses, 16);
            case UNIX -> new ProxyHeader(path(addresses), path(addresses));
            default -> ProxyHeader.UNKNOWN;
        };
    }

    private static ProxyHeader ip(ByteBuffer addresses, int length) {
        InetAddress source = address(addresses, length);
        InetAddress destination = address(addresses, length);
        return new ProxyHeader(
                new InetSocketAddress(source, addresses.getShort() & 0xffff),
                new InetSocketAddress(destination, addresses.getShort() & 0xffff));
    }

    private static InetAddress address(ByteBuffer addresses, int length) {
        byte[] bytes = new byte[length];
        addresses.get(bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // of another length only
        }
    }

    /** A path ends at a zero byte, or fills its place; a socket without a name has an empty one. */
    private static SocketAddress path(ByteBuffer addresses) throws ProtocolException {
        byte[] bytes = new byte[MOST_ADDRESSES / 2];
        addresses.get(bytes);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) end++;
        try {
            return UnixDomainSocketAddress.of(new String(bytes, 0, end, Charset.defaultCharset()));
        } catch (InvalidPathException e) {
            throw new ProtocolException("not a path: " + e.getMessage());
        }
    }
}
