package dev.dunlin.http.files;

import java.util.ArrayList;
import java.util.List;

/**
 * An entity tag (RFC 9110 §8.8.3): an opaque name for one version of a representation.
 *
 * @param opaque what stands between the quotes
 * @param isWeak whether versions that are only equivalent, not equal byte by byte, may share the tag
 */
record EntityTag(String opaque, boolean isWeak) {
    private static final String WEAK_PREFIX = "W/";

    /**
     * @throws IllegalArgumentException if {@code opaque} holds what must not stand in a tag: a quote, a blank, a
     *     control
     */
    EntityTag {
        for (int i = 0; i < opaque.length(); i++) {
            if (!isTagCharacter(opaque.charAt(i))) throw new IllegalArgumentException("not an entity tag: " + opaque);
        }
    }

    static EntityTag strong(String opaque) {
        return new EntityTag(opaque, false);
    }

    static EntityTag weak(String opaque) {
        return new EntityTag(opaque, true);
    }

    /**
     * The tags in a list (RFC 9110 §13.1.1). A member that is no tag is skipped, as it can match nothing.
     *
     * @param value a field's value, such as {@code "a", W/"b"}; a comma inside quotes is the tag's own, a backslash too
     */
    static List<EntityTag> parseList(String value) {
        List<EntityTag> tags = new ArrayList<>();
        int at = 0;
        while (at < value.length()) {
            if (isBetweenMembers(value.charAt(at))) {
                at++;
                continue;
            }
            boolean weak = value.startsWith(WEAK_PREFIX, at);
            int quote = weak ? at + WEAK_PREFIX.length() : at;
            int end = endOfTag(value, quote);
            if (end >= 0) {
                tags.add(new EntityTag(value.substring(quote + 1, end), weak));
                at = end + 1;
            } else {
                while (at < value.length() && value.charAt(at) != ',') at++;
            }
        }
        return tags;
    }

    /** Strong comparison (RFC 9110 §8.8.3.2): the same version, byte by byte. */
    boolean equalsStrongly(EntityTag other) {
        return !isWeak && !other.isWeak && opaque.equals(other.opaque);
    }

    /** Weak comparison (RFC 9110 §8.8.3.2): the same version, or one as good. */
    boolean equalsWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    /** The tag as it stands in a field. */
    @Override
    public String toString() {
        return (isWeak ? WEAK_PREFIX : "") + '"' + opaque + '"';
    }

    /**
     * The index of the closing quote of a tag whose opening one is at {@code quote}, or -1 if no tag stands there
     * alone.
     */
    private static int endOfTag(String value, int quote) {
        if (quote >= value.length() || value.charAt(quote) != '"') return -1;
        int end = quote + 1;
        while (end < value.length() && isTagCharacter(value.charAt(end))) end++;
        if (end >= value.length() || value.charAt(end) != '"') return -1;
        return end + 1 == value.length() || isBetweenMembers(value.charAt(end + 1)) ? end : -1;
    }

    private static boolean isBetweenMembers(char c) {
        return c == ',' || c == ' ' || c == '\t';
    }

    private static boolean isTagCharacter(char c) {
        return c > ' ' && c != '"' && c != 0x7f && c <= 0xff;
    }
}
