package dev.dunlin.demo.admin;

/** Cuts what clients send, which may be as long as a request line, to what is worth being kept and shown. */
final class ShortText {
    private static final int MOST = 96;
    private static final int END = 40;

    private ShortText() {}

    /** The text, or its beginning and its end. For what is ASCII with escapes, as methods and paths are. */
    static String of(String text) {
        if (text.length() <= MOST) return text;
        return text.substring(0, MOST - END - 1) + '…' + text.substring(text.length() - END);
    }
}
