package dev.dunlin.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/** Makes a URI of a request's target, which may hold what must not stand in one. */
final class TargetUri {
    private static final String UNRESERVED = "-_.~!*'()";
    private static final String IN_PATH = UNRESERVED + "/:@&=+$,;";
    private static final String IN_QUERY = IN_PATH + "?[]";

    /** A host that is no host by the rules is a name, in which next to nothing may stand as it is. */
    private static final String IN_NAME = UNRESERVED;

    private static final String IN_AUTHORITY = UNRESERVED + ":[]";

    private TargetUri() {}

    static URI of(RequestTarget target) {
        String path = encoded(target.path(), IN_PATH);
        String rest = target.query()
                .map(query -> path + "?" + encoded(query, IN_QUERY))
                .orElse(path);
        String authority = target.authority().orElse(null);
        if (authority == null) return URI.create(path.startsWith("//") ? "/." + rest : rest);
        String scheme = target.text().substring(0, target.text().indexOf(':') + 1) + "//";
        try {
            return new URI(scheme + encoded(authority, IN_AUTHORITY) + rest);
        } catch (URISyntaxException malformed) {
            return URI.create(scheme + encoded(authority, IN_NAME) + rest);
        }
    }

    private static String encoded(String text, String allowed) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isAsIs(c, allowed) || (c == '%' && isEscape(text, i))) {
                encoded.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) appendEscape(b, encoded);
            }
            i += Character.charCount(c);
        }
        return encoded.toString();
    }

    private static boolean isAsIs(int c, String allowed) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || allowed.indexOf(c) >= 0;
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length() && isHexDigit(text.charAt(at + 1)) && isHexDigit(text.charAt(at + 2));
    }

    /** In ASCII: Java knows digits of other scripts. */
    private static boolean isHexDigit(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }

    private static void appendEscape(byte b, StringBuilder target) {
        target.append('%')
                .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xf, 16)))
                .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
    }
}
