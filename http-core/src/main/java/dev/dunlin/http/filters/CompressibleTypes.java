package dev.dunlin.http.filters;

import java.util.Set;

/** The media types whose content is worth compressing: text in its many forms, and the few binary ones that are not packed. */
final class CompressibleTypes {
    private static final Set<String> OTHERS = Set.of(
            "application/javascript",
            "application/json",
            "application/rtf",
            "application/wasm",
            "application/x-javascript",
            "application/x-ndjson",
            "application/xml",
            "font/otf",
            "font/ttf",
            "image/bmp",
            "image/vnd.microsoft.icon",
            "image/x-icon");

    private CompressibleTypes() {}

    /**
     * Tells whether content of this type is worth it.
     *
     * @param type in lower case, without parameters
     */
    static boolean contains(String type) {
        return type.startsWith("text/") || type.endsWith("+json") || type.endsWith("+xml") || OTHERS.contains(type);
    }
}
