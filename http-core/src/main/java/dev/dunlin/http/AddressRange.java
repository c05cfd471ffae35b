package dev.dunlin.http;

import java.net.InetAddress;

/** All addresses that begin with the same bits: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address alone (RFC 4632 §3.1). */
final class AddressRange {
    /** What an IPv4 address has before it where it is written as an IPv6 address. */
    private static final int MAPPED_PREFIX = 96;

    private final byte[] first;
    private final int prefix;

    private AddressRange(byte[] first, int prefix) {
        this.first = first;
        this.prefix = prefix;
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException if it is none, or has bits behind its prefix that cannot be meant
     */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        InetAddress address = IpLiteral.parse(literal);
        if (address == null) throw new IllegalArgumentException("not an address or a range of addresses: " + text);
        byte[] first = address.getAddress();
        int bits = 8 * first.length;
        int prefix = bits;
        if (slash >= 0) {
            prefix = prefix(text.substring(slash + 1));
            boolean isMapped = first.length == 4 && literal.indexOf(':') >= 0;
            if (isMapped) prefix -= MAPPED_PREFIX;
            if (prefix < 0 || prefix > bits)
                throw new IllegalArgumentException("no such length of the prefix: " + text);
        }
        AddressRange range = new AddressRange(first, prefix);
        if (range.hasBitsBehindPrefix())
            throw new IllegalArgumentException("a range must begin with its first address: " + text);
        return range;
    }

    private static int prefix(String digits) {
        return digits.matches("0|[1-9][0-9]{0,2}") ? Integer.parseInt(digits) : -1;
    }

    private boolean hasBitsBehindPrefix() {
        for (int bit = prefix; bit < 8 * first.length; bit++) {
            if ((first[bit / 8] & (0x80 >> bit % 8)) != 0) return true;
        }
        return false;
    }

    /** Tells whether an address is of this range; one of the other family never is. */
    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != first.length) return false;
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != first[i]) return false;
        }
        int mask = 0xff00 >> prefix % 8 & 0xff;
        return mask == 0 || ((bytes[whole] ^ first[whole]) & mask) == 0;
    }
}
