package dev.dunlin.http;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Addresses as they are written in text: {@code 192.0.2.1}, {@code 2001:db8::1}. Unlike {@link InetAddress#getByName}, this
 * never asks anybody for a name, whatever the text is; it may come from a stranger.
 */
public final class IpLiteral {
    /** The longest: eight groups, the last two as an IPv4 address. */
    private static final int LONGEST = 45;

    private static final int GROUPS = 8;

    private IpLiteral() {}

    /**
     * Reads an address: IPv4 as four decimal numbers without leading zeros, IPv6 in the forms of RFC 4291 §2.2, without
     * brackets and without a zone. An IPv4-mapped IPv6 address, {@code ::ffff:192.0.2.1}, becomes the IPv4 address.
     *
     * @return null if the text is no address
     */
    public static @Nullable InetAddress parse(String text) {
        if (text.length() > LONGEST) return null;
        byte[] bytes = text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // of another length only
        }
    }

    private static byte @Nullable [] ipv4(String text) {
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4) return null;
        byte[] bytes = new byte[4];
        for (int i = 0; i < bytes.length; i++) {
            int octet = number(octets[i], 10, 3);
            boolean isPadded = octets[i].length() > 1 && octets[i].charAt(0) == '0';
            if (octet < 0 || octet > 255 || isPadded) return null;
            bytes[i] = (byte) octet;
        }
        return bytes;
    }

    private static byte @Nullable [] ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] whole = groups(text);
            return whole != null && whole.length == 2 * GROUPS ? whole : null;
        }
        String start = text.substring(0, gap);
        byte[] before = start.indexOf('.') < 0 ? groups(start) : null;
        byte[] after = groups(text.substring(gap + 2));
        // The double colon stands for one group at least.
        if (before == null || after == null || before.length + after.length > 2 * (GROUPS - 1)) return null;
        byte[] bytes = new byte[2 * GROUPS];
        System.arraycopy(before, 0, bytes, 0, before.length);
        System.arraycopy(after, 0, bytes, bytes.length - after.length, after.length);
        return bytes;
    }

    /** Groups between colons, possibly none; the last one may be an IPv4 address. */
    private static byte @Nullable [] groups(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * GROUPS);
        if (text.isEmpty()) return bytes.toByteArray();
        String[] groups = text.split(":", -1);
        for (int i = 0; i < groups.length; i++) {
            byte[] group = i == groups.length - 1 && groups[i].indexOf('.') >= 0 ? ipv4(groups[i]) : group(groups[i]);
            if (group == null) return null;
            bytes.writeBytes(group);
        }
        return bytes.toByteArray();
    }

    private static byte @Nullable [] group(String digits) {
        int value = number(digits, 16, 4);
        return value < 0 ? null : new byte[] {(byte) (value >> 8), (byte) value};
    }

    /** A number of ASCII digits, or -1. */
    private static int number(String digits, int radix, int mostDigits) {
        if (digits.isEmpty() || digits.length() > mostDigits) return -1;
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0) return -1;
            value = value * radix + digit;
        }
        return value;
    }
}
