package dev.dunlin.http.server;

import dev.dunlin.http.Headers;
import java.nio.charset.StandardCharsets;

/**
 * An answer as a client received it.
 *
 * @param status the status code
 * @param fields the fields, in the order in which they came
 * @param content the content, its framing taken off
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
record Answer(int status, Headers fields, byte[] content) {
    /** The value of the one field of this name, or null. */
    String field(String name) {
        if (fields.all(name).size() > 1) throw new AssertionError(name + " is repeated: " + fields);
        return fields.first(name).orElse(null);
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Whether the server has promised to answer another request on the connection; it has to say so, or the opposite. */
    boolean keepsAlive() {
        return switch (String.valueOf(field("Connection"))) {
            case "keep-alive" -> true;
            case "close" -> false;
            default -> throw new AssertionError("neither keep-alive nor close is said: " + fields);
        };
    }

    @Override
    public String toString() {
        return status + " " + (content.length > 80 ? content.length + " bytes" : text());
    }
}
