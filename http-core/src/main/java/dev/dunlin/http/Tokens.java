package dev.dunlin.http;

import java.util.ArrayList;
import java.util.List;

/** The lexical elements that field values are made of: tokens and comma-separated lists (RFC 9110 §5.6). */
public final class Tokens {
    private static final boolean[] TOKEN = new boolean[256];

    static {
        for (char c = '0'; c <= '9'; c++) TOKEN[c] = true;
        for (char c = 'A'; c <= 'Z'; c++) TOKEN[c] = true;
        for (char c = 'a'; c <= 'z'; c++) TOKEN[c] = true;
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) TOKEN[c] = true;
    }

    private Tokens() {}

    /**
     * Tells whether a byte may stand in a token (RFC 9110 §5.6.2), the alphabet of methods and field names.
     *
     * @param b the byte; its sign does not matter
     */
    public static boolean isTokenByte(byte b) {
        return TOKEN[b & 0xff];
    }

    /** Tells whether {@code text} is a token (RFC 9110 §5.6.2): not empty, and each character of the token alphabet. */
    public static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0xff || !TOKEN[c]) return false;
        }
        return !text.isEmpty();
    }

    /**
     * Splits a list-valued field at its commas (RFC 9110 §5.6.1). Commas inside quoted strings do not count, blanks around
     * a member are taken off, and empty members are left out.
     *
     * @param value a field's value, such as {@code gzip, br;q=0.5}
     * @return the members in order, possibly none
     */
    public static List<String> list(String value) {
        List<String> members = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                addMember(members, value.substring(start, i));
                start = i + 1;
            }
        }
        addMember(members, value.substring(start));
        return members;
    }

    private static void addMember(List<String> members, String member) {
        String trimmed = trimBlanks(member);
        if (!trimmed.isEmpty()) members.add(trimmed);
    }

    /** Takes the optional white space, spaces and tabs and nothing else, off both ends (RFC 9110 §5.6.3). */
    static String trimBlanks(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) from++;
        while (to > from && isBlank(text.charAt(to - 1))) to--;
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
