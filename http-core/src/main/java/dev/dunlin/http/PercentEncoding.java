package dev.dunlin.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decodes percent-encoded text (RFC 3986 §2.1) as UTF-8, strictly. */
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
