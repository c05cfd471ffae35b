package dev.dunlin.demo;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * What clients sent, as text for a log: the bytes that came, where they are UTF-8. What could end a field or a line, or
 * control a terminal, is escaped byte by byte, as nginx does it, {@code \x0A}, and so is each byte that is not UTF-8.
 *
 * <p>Between {@link #decoded} and its callers such a byte is a lone surrogate, U+DC80 to U+DCFF, which no UTF-8 decodes to.
 */
final class LogText {
    private static final int LONE_BYTES = 0xdc00;

    private LogText() {}

    /**
     * Decodes a field value, of which each character is a byte that came.
     *
     * @return its text; a byte that is not UTF-8 is a character for which {@link #isLoneByte} holds
     */
    static String decoded(String bytes) {
        if (isAscii(bytes)) return bytes;
        ByteBuffer received = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
        CharBuffer text = CharBuffer.allocate(received.remaining());
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (true) {
            CoderResult result = decoder.decode(received, text, true);
            if (!result.isError()) return text.flip().toString();
            for (int i = 0; i < result.length(); i++) text.put((char) (LONE_BYTES + (received.get() & 0xff)));
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) return false;
        }
        return true;
    }

    /** Returns whether a code point of {@link #decoded} text stands for a byte that is not UTF-8. */
    static boolean isLoneByte(int c) {
        return c >= LONE_BYTES + 0x80 && c <= LONE_BYTES + 0xff;
    }

    /** Appends text so that it stays between its quotes and in its line. */
    static void appendEscaped(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
                line.append((char) c);
            } else if (isLoneByte(c)) {
                appendByte(line, c);
            } else if (c == '"' || c == '\\' || isUnsafe(c)) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) appendByte(line, b);
            } else {
                line.appendCodePoint(c);
            }
        }
    }

    /** Control characters, those of ISO-8859-1 too, which some terminals obey, and what some readers end a line at. */
    private static boolean isUnsafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    /** Appends the last eight bits of a number, as {@code \xE9}. */
    static void appendByte(StringBuilder line, int b) {
        line.append("\\x");
        appendHex(line, b, 2);
    }

    /** Appends the last hexadecimal digits of a number. */
    static void appendHex(StringBuilder line, int number, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            line.append(Character.toUpperCase(Character.forDigit(number >> shift & 0xf, 16)));
        }
    }
}
