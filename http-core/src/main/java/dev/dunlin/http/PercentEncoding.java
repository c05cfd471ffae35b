package dev.dunlin.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Decodes percent-encoded text (RFC 3986 §2.1) as UTF-8, strictly; encodes what is not valid as it is. */
final class PercentEncoding {
    private PercentEncoding() {}

    /**
     * @throws HttpException of status 400 if an escape lacks its two hexadecimal digits, or the bytes are not UTF-8
     */
    static String decode(String text) {
        return text.indexOf('%') < 0 ? text : decodeEscapes(text);
    }

    /**
     * Reads {@code application/x-www-form-urlencoded} text, the usual form of a query: names and values, in order. A plus
     * sign stands for a space; a name without an equals sign has an empty value.
     *
     * @throws HttpException as {@link #decode}
     */
    static Map<String, List<String>> decodeForm(String text) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : text.replace('+', ' ').split("&", -1)) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            fields.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(value);
        }
        fields.replaceAll((name, values) -> Collections.unmodifiableList(values));
        return Collections.unmodifiableMap(fields);
    }

    /**
     * Encodes what may not stand in some place; valid escapes stay as they are, so that encoding twice changes nothing.
     *
     * @param isAllowed returns whether the character at an index may stand there; not asked for percent signs
     */
    static String encode(String text, IntPredicate isAllowed) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c == '%' ? isEscape(text, i) : isAllowed.test(i)) {
                encoded.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) appendEscape(encoded, b);
            }
            i += Character.charCount(c);
        }
        return encoded.toString();
    }

    /** Returns whether a character is a letter or a digit of ASCII, which never has to be encoded. */
    static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isEscape(String text, int percent) {
        return percent + 2 < text.length()
                && isHexDigit(text.charAt(percent + 1))
                && isHexDigit(text.charAt(percent + 2));
    }

    /** In ASCII: Java knows digits of other scripts. */
    private static boolean isHexDigit(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }

    private static void appendEscape(StringBuilder target, byte b) {
        target.append('%')
                .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xf, 16)))
                .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
    }

    private static String decodeEscapes(String text) {
        byte[] received = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(received.length);
        for (int i = 0; i < received.length; i++) {
            if (received[i] != '%') {
                decoded.put(received[i]);
            } else if (i + 2 < received.length) {
                decoded.put((byte) ((digit(text, received[i + 1]) << 4) | digit(text, received[i + 2])));
                i += 2;
            } else {
                throw malformed(text);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException notUtf8) {
            throw malformed(text);
        }
    }

    private static int digit(String text, byte b) {
        int digit = Character.digit(b, 16);
        if (digit < 0) throw malformed(text);
        return digit;
    }

    private static HttpException malformed(String text) {
        return new HttpException(Status.BAD_REQUEST, "malformed percent-encoding: " + text);
    }
}
