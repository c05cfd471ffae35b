package dev.dunlin.http.files;

import java.time.temporal.ChronoUnit;

/**
 * Writes a listing for programs (RFC 8259).
 *
 * <pre>{@code
 * {"path":"/a%20b/","entries":[
 * {"name":"sub","type":"directory","modified":"2026-02-04T08:49:37Z"},
 * {"name":"file.txt","type":"file","size":7,"modified":"2026-02-04T08:49:37Z"}
 * ],"truncated":false}
 * }</pre>
 *
 * <p>The path is a URI's, names are as they are. A directory has no size.
 */
final class ListingJson {
    private ListingJson() {}

    static String of(TreePath place, Listing listing) {
        StringBuilder json = new StringBuilder("{\"path\":");
        appendString(json, place.toUriPath());
        json.append(",\"entries\":[");
        String separator = "\n";
        for (ListingEntry entry : listing.entries()) {
            json.append(separator);
            append(json, entry);
            separator = ",\n";
        }
        return json.append("\n],\"truncated\":")
                .append(listing.truncated())
                .append("}\n")
                .toString();
    }

    private static void append(StringBuilder json, ListingEntry entry) {
        json.append("{\"name\":");
        appendString(json, entry.name());
        if (entry.isDirectory()) {
            json.append(",\"type\":\"directory\"");
        } else {
            json.append(",\"type\":\"file\",\"size\":").append(entry.size());
        }
        json.append(",\"modified\":\"")
                .append(entry.modified().truncatedTo(ChronoUnit.SECONDS))
                .append("\"}");
    }

    private static void appendString(StringBuilder json, String text) {
        json.append('"');
        text.codePoints().forEach(c -> appendCharacter(json, c));
        json.append('"');
    }

    /**
     * RFC 8259 §7 wants quotes, backslashes and controls escaped. So are halves of surrogate pairs, which UTF-8 cannot
     * say (§8.2), and the two line ends that JavaScript knew and JSON does not.
     */
    private static void appendCharacter(StringBuilder json, int c) {
        boolean unspeakable = c < ' ' || Character.getType(c) == Character.SURROGATE || c == 0x2028 || c == 0x2029;
        if (unspeakable) {
            json.append(String.format("\\u%04x", c));
        } else {
            if (c == '"' || c == '\\') json.append('\\');
            json.appendCodePoint(c);
        }
    }
}
