package dev.dunlin.http;

import java.nio.charset.StandardCharsets;

/** Encodes references to resources (RFC 3986 §4.1). */
final class UriReference {
    private static final String MARKS = "-._~:/?@!$&'()*+,;=";

    private UriReference() {}

    /**
     * Percent-encodes, as UTF-8, what may not stand in a URI reference. What may, stays: valid escapes and delimiters, too,
     * so that encoding twice changes nothing. Blanks around the reference are left out.
     *
     * @throws IllegalArgumentException if it holds a control character
     */
    static String encoded(String reference) {
        String text = Tokens.trimBlanks(reference);
        int i = 0;
        while (i < text.length() && isPlain(text.charAt(i))) i++;
        if (i == text.length()) return text;
        requireNoControls(text);
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        int fragment = text.indexOf('#');
        int authority = authority(text);
        int authorityEnd = authorityEnd(text, authority);
        for (i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean isBracket = (c == '[' || c == ']') && i >= authority && i < authorityEnd;
            if (isPlain(c) || isBracket || i == fragment || (c == '%' && isEscape(text, i))) {
                encoded.append((char) c);
            } else {
                appendEscapes(encoded, c);
            }
            i += Character.charCount(c);
        }
        return encoded.toString();
    }

    private static void requireNoControls(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException(
                    "a URI reference must not hold control characters: " + text.replaceAll("\\p{Cntrl}", "?"));
        }
    }

    /** Letters, digits and marks, which need no look at what stands around them. */
    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || MARKS.indexOf(c) >= 0;
    }

    /** Returns where the authority begins, in which an IPv6 address stands in brackets; the end of the text if there is none. */
    private static int authority(String text) {
        int slashes = text.indexOf("//");
        boolean isFirst =
                slashes == 0 || (slashes > 0 && text.indexOf(':') == slashes - 1 && text.indexOf('/') == slashes);
        return isFirst ? slashes + 2 : text.length();
    }

    private static int authorityEnd(String text, int from) {
        int end = from;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) end++;
        return end;
    }

    private static boolean isEscape(String text, int percent) {
        return percent + 2 < text.length() && isHex(text.charAt(percent + 1)) && isHex(text.charAt(percent + 2));
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
    }

    private static void appendEscapes(StringBuilder encoded, int c) {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
            encoded.append('%')
                    .append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xf, 16)))
                    .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
        }
    }
}
