package dev.dunlin.http;

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
        int fragment = text.indexOf('#');
        int authority = authority(text);
        int authorityEnd = authorityEnd(text, authority);
        return PercentEncoding.encode(text, at -> {
            char c = text.charAt(at);
            boolean isBracket = (c == '[' || c == ']') && at >= authority && at < authorityEnd;
            return isPlain(c) || isBracket || at == fragment;
        });
    }

    private static void requireNoControls(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException(
                    "a URI reference must not hold control characters: " + text.replaceAll("\\p{Cntrl}", "?"));
        }
    }

    /** Letters, digits and marks, which need no look at what stands around them. */
    private static boolean isPlain(char c) {
        return PercentEncoding.isAlphanumeric(c) || MARKS.indexOf(c) >= 0;
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
}
