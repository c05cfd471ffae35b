package dev.dunlin.http.wire;

import dev.dunlin.http.IpLiteral;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The form of {@code Host} and of a target's authority: {@code uri-host [":" port]} (RFC 9110 §7.2, RFC 3986 §3.2.2). */
final class HostSyntax {
    private static final boolean[] NAME = alphabet("-._~!$&'()*+,;=%");

    private static final Pattern LATER_ADDRESS = Pattern.compile("[vV][0-9A-Fa-f]+\\.[-._~!$&'()*+,;=:0-9A-Za-z]+");

    private HostSyntax() {}

    /** An empty host is valid, without a port: it is what a client sends whose target has no authority. */
    static boolean isValid(byte[] bytes, int from, int to) {
        int host = from < to && bytes[from] == '[' ? endOfLiteral(bytes, from, to) : endOfName(bytes, from, to);
        if (host < 0) return false;
        return host == to || (host > from && bytes[host] == ':' && isPort(bytes, host + 1, to));
    }

    private static int endOfName(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && NAME[bytes[i] & 0xff]) {
            if (bytes[i] == '%' && !isEscape(bytes, i, to)) return -1;
            i++;
        }
        return i;
    }

    private static boolean isEscape(byte[] bytes, int percent, int to) {
        return percent + 2 < to
                && Character.digit(bytes[percent + 1], 16) >= 0
                && Character.digit(bytes[percent + 2], 16) >= 0;
    }

    /** An IPv6 address or a later one, in brackets. */
    private static int endOfLiteral(byte[] bytes, int from, int to) {
        int i = from + 1;
        while (i < to && bytes[i] != ']') i++;
        if (i == to) return -1;
        String address = new String(bytes, from + 1, i - from - 1, StandardCharsets.ISO_8859_1);
        boolean isIpv6 = address.indexOf(':') >= 0 && IpLiteral.parse(address) != null;
        return isIpv6 || LATER_ADDRESS.matcher(address).matches() ? i + 1 : -1;
    }

    private static boolean isPort(byte[] bytes, int from, int to) {
        int port = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') return false;
            port = 10 * port + bytes[i] - '0';
            if (port > 65_535) return false;
        }
        return true;
    }

    private static boolean[] alphabet(String marks) {
        boolean[] alphabet = new boolean[256];
        for (char c = '0'; c <= '9'; c++) alphabet[c] = true;
        for (char c = 'A'; c <= 'Z'; c++) alphabet[c] = true;
        for (char c = 'a'; c <= 'z'; c++) alphabet[c] = true;
        for (char c : marks.toCharArray()) alphabet[c] = true;
        return alphabet;
    }
}
