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
final class ListingJson implements ListingText {
    private final TreePath place;

    /**
     * @param place of the directory, with a slash at the end
     */
    ListingJson(TreePath place) {
        this.place = place;
    }

    @Override
    public void begin(StringBuilder json, Listing listing) {
        json.append("{\"path\":");
        appendString(json, place.toUriPath());
        json.append(",\"entries\":[");
    }

    @Override
    public void entry(StringBuilder json, int index, ListingEntry entry) {
        json.append(index == 0 ? "\n{\"name\":" : ",\n{\"name\":");
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

    @Override
    public void end(StringBuilder json, Listing listing) {
        json.append("\n],\"truncated\":").append(listing.truncated()).append("}\n");
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
