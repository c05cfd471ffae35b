package dev.dunlin.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One element of {@code Forwarded} (RFC 7239 §4): {@code for="[2001:db8::1]:4711";proto=https}. */
final class ForwardedElement {
    private static final ForwardedHop MALFORMED = new ForwardedHop(null, null);

    private final String text;
    private final Map<String, String> pairs = new HashMap<>();
    private int position;

    private ForwardedElement(String text) {
        this.text = text;
    }

    /** Reads an element; one that is malformed, be it in part, says nothing. */
    static ForwardedHop parse(String text) {
        ForwardedElement element = new ForwardedElement(text);
        return element.readPairs() ? ForwardedHop.of(element.pairs.get("for"), element.pairs.get("proto")) : MALFORMED;
    }

    private boolean readPairs() {
        while (true) {
            skipBlanks();
            if (position < text.length() && text.charAt(position) != ';' && !readPair()) return false;
            skipBlanks();
            if (position == text.length()) return true;
            if (text.charAt(position++) != ';') return false;
        }
    }

    /** A name may stand once only: who reads the other one would read something else. */
    private boolean readPair() {
        int equals = text.indexOf('=', position);
        if (equals < 0) return false;
        String name = text.substring(position, equals).toLowerCase(Locale.ROOT);
        position = equals + 1;
        boolean isQuoted = position < text.length() && text.charAt(position) == '"';
        String value = isQuoted ? readQuoted() : readBare();
        return Tokens.isToken(name) && value != null && pairs.putIfAbsent(name, value) == null;
    }

    /** Up to the next pair. Many proxies write addresses with a port, or in brackets, without the quotes they should have. */
    private String readBare() {
        int end = text.indexOf(';', position);
        if (end < 0) end = text.length();
        String value = Tokens.trimBlanks(text.substring(position, end));
        position = end;
        return value;
    }

    private @Nullable String readQuoted() {
        StringBuilder value = new StringBuilder();
        for (position++; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '"') {
                position++;
                return value.toString();
            }
            if (c == '\\' && ++position == text.length()) return null;
            value.append(text.charAt(position));
        }
        return null;
    }

    private void skipBlanks() {
        while (position < text.length() && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) position++;
    }
}
