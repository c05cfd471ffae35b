package dev.dunlin.http.wire;

/** The form of {@code Host} and of a target's authority: {@code uri-host [":" port]} (RFC 9110 §7.2, RFC 3986 §3.2.2). */
final class HostSyntax {
    private static final boolean[] NAME = alphabet("-._~!$&'()*+,;=%");
    private static final boolean[] LITERAL = alphabet("-._~!$&'()*+,;=:");

    private HostSyntax() {}

    /** An empty host is valid: it is what a client sends whose target has no authority. */
    static boolean isValid(byte[] bytes, int from, int to) {
        int host = from < to && bytes[from] == '[' ? endOfLiteral(bytes, from, to) : endOfName(bytes, from, to);
        if (host < 0) return false;
        return host == to || bytes[host] == ':' && isPort(bytes, host + 1, to);
    }

    private static int endOfName(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && NAME[bytes[i] & 0xff]) i++;
        return i;
    }

    /** An IPv6 address or a later one, in brackets. */
    private static int endOfLiteral(byte[] bytes, int from, int to) {
        int i = from + 1;
        while (i < to && LITERAL[bytes[i] & 0xff]) i++;
        return i > from + 1 && i < to && bytes[i] == ']' ? i + 1 : -1;
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
