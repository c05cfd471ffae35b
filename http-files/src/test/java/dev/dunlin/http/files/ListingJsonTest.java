package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingJsonTest {
    private static final TreePath PLACE = new TreePath(List.of("a b", "п"), true);
    private static final Instant MODIFIED = Instant.parse("2026-02-04T08:49:37.567Z");

    @Test
    void aListingIsWrittenInItsOrder() {
        List<ListingEntry> entries = List.of(
                new ListingEntry("sub", true, 0, MODIFIED),
                new ListingEntry("file.txt", false, 12_345_678_901L, MODIFIED));

        assertThat(json(entries, false)).isEqualTo("""
                        {"path":"/a%20b/%D0%BF/","entries":[
                        {"name":"sub","type":"directory","modified":"2026-02-04T08:49:37Z"},
                        {"name":"file.txt","type":"file","size":12345678901,"modified":"2026-02-04T08:49:37Z"}
                        ],"truncated":false}
                        """);
    }

    @Test
    void anEmptyListingHasNoEntries() {
        JsonObject json = parse(List.of(), false);

        assertThat(json.getAsJsonArray("entries")).isEmpty();
        assertThat(json.get("truncated").getAsBoolean()).isFalse();
    }

    @Test
    void aTruncatedListingSaysSo() {
        JsonObject json = parse(List.of(new ListingEntry("a", false, 1, MODIFIED)), true);

        assertThat(json.get("truncated").getAsBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain.txt",
                "</script><script>",
                "\"quoted\"",
                "back\\slash",
                "\\u0041",
                "it's",
                "100%&?#",
                "a b",
                "c:d",
                "line\nbreak\r\ttab",
                "\0\u0001\b\f\u001F\u007F\u0085",
                "чернозобик",
                "שלום\u202E",
                "😀",
                "\u2028\u2029",
                "\uD83D",
                "\uDE00\uD83D",
                "a\uD83Db"
            })
    void aParserReadsEachNameAsItWas(String name) {
        List<ListingEntry> listed = List.of(new ListingEntry(name, false, 1, MODIFIED));

        JsonArray entries = parse(listed, false).getAsJsonArray("entries");

        assertThat(entries)
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.getAsJsonObject().get("name").getAsString())
                                .isEqualTo(name));
    }

    /** As a client would: from bytes in UTF-8, which have no half of a surrogate pair. */
    private static JsonObject parse(List<ListingEntry> entries, boolean truncated) {
        byte[] sent = json(entries, truncated).getBytes(StandardCharsets.UTF_8);
        return JsonParser.parseString(new String(sent, StandardCharsets.UTF_8)).getAsJsonObject();
    }

    /** Entry by entry: a listing has no names that UTF-8 cannot say. */
    private static String json(List<ListingEntry> entries, boolean truncated) {
        ListingText text = new ListingJson(PLACE);
        Listing listing = Listing.of(List.of(), truncated);
        StringBuilder json = new StringBuilder();
        text.begin(json, listing);
        for (int i = 0; i < entries.size(); i++) text.entry(json, i, entries.get(i));
        text.end(json, listing);
        return json.toString();
    }
}
