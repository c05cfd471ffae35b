package dev.dunlin.http.files;

import com.google.common.escape.Escaper;
import com.google.common.html.HtmlEscapers;

/**
 * A file's name as a page shows it. Characters that have no shape of their own, but change how others look, are shown as
 * U+FFFD: {@code exe.txt} must not be able to look like {@code txt.exe}.
 */
final class ShownName {
    private static final Escaper HTML = HtmlEscapers.htmlEscaper();

    private static final int REPLACEMENT = 0xFFFD;

    private ShownName() {}

    /** The name as a text in HTML, also as the value of a quoted attribute. */
    static String html(String name) {
        return HTML.escape(isPlain(name) ? name : shown(name));
    }

    /** Most names are: there is nothing in them to be replaced. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < ' ' || name.charAt(i) > '~') return false;
        }
        return true;
    }

    private static String shown(String name) {
        StringBuilder shown = new StringBuilder(name.length());
        name.codePoints().map(ShownName::sign).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static int sign(int c) {
        boolean hasNoShape = Character.isISOControl(c) || isDirection(c) || Character.getType(c) == Character.SURROGATE;
        return hasNoShape ? REPLACEMENT : c;
    }

    /**
     * Embeddings, overrides and isolates (UAX #9 §2), which turn letters around. Marks without an effect on letters are
     * left: languages need them.
     */
    private static boolean isDirection(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
