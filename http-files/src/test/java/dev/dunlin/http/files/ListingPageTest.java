package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.RequestTarget;
import dev.dunlin.http.files.ListingOrder.Column;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingPageTest {
    private static final Instant MODIFIED = Instant.parse("2026-02-04T08:49:37.567Z");
    private static final TreePath ROOT = new TreePath(List.of(), true);
    private static final TreePath DEEP = new TreePath(List.of("a b", "<i>", "c"), true);

    @Test
    void aFileHasALinkASizeAndADate() {
        assertThat(page(ROOT, file("notes.txt"))).contains("""
                <tr><th scope="row"><a href="./notes.txt"><bdi>notes.txt</bdi></a></th><td class="size">12.3 KiB</td>\
                <td><time datetime="2026-02-04T08:49:37Z">2026-02-04 <span>08:49</span></time></td></tr>
                """);
    }

    @Test
    void aDirectoryHasASlashAndNoSize() {
        assertThat(page(ROOT, directory("sub"))).contains("""
                <tr class="directory"><th scope="row"><a href="./sub/"><bdi>sub</bdi>/</a></th><td class="size"></td>\
                <td><time datetime="2026-02-04T08:49:37Z">2026-02-04 <span>08:49</span></time></td></tr>
                """);
    }

    @Test
    void entriesStandInTheOrderOfTheListing() {
        List<ListingEntry> entries = List.of(file("b"), file("a"), directory("c"));

        assertThat(page(ROOT, entries, false, ListingOrder.DEFAULT)).containsSubsequence(">c<", ">a<", ">b<");
        assertThat(page(ROOT, entries, false, new ListingOrder(Column.NAME, true)))
                .containsSubsequence(">c<", ">b<", ">a<");
        assertThat(page(ROOT, entries, true, ListingOrder.DEFAULT)).containsSubsequence(">b<", ">a<", ">c<");
    }

    @Test
    void eachPartOfThePathIsALinkButTheLast() {
        assertThat(page(DEEP))
                .contains(
                        "<title>/a b/&lt;i&gt;/c/</title>",
                        "<base href=\"/a%20b/%3Ci%3E/c/\">",
                        "<h1><bdi>c</bdi></h1>")
                .contains("""
                        <li><a href="/">Home</a></li>
                        <li><a href="/a%20b/"><bdi>a b</bdi></a></li>
                        <li><a href="/a%20b/%3Ci%3E/"><bdi>&lt;i&gt;</bdi></a></li>
                        """);
    }

    @Test
    void theParentIsTheFirstRow() {
        assertThat(page(DEEP, directory("sub")))
                .containsSubsequence("<tbody>", "<a href=\"/a%20b/%3Ci%3E/\">Parent directory</a>", "sub");
    }

    @Test
    void theRootHasNoParent() {
        assertThat(page(ROOT)).contains("<h1>Home</h1>", "<title>/</title>").doesNotContain("Parent", "<nav", "<li>");
    }

    @ParameterizedTest
    @CsvSource({
        "NAME, false, ascending, ?sort=name&amp;order=desc",
        "NAME, true, descending, ?sort=name&amp;order=asc",
        "SIZE, false, ascending, ?sort=size&amp;order=desc",
        "MODIFIED, true, descending, ?sort=modified&amp;order=asc"
    })
    void theColumnThatIsSortedByIsMarkedAndItsHeadTurnsTheOrderRound(
            Column column, boolean descending, String direction, String query) {
        String page = page(ROOT, List.of(), false, new ListingOrder(column, descending));

        assertThat(page.lines().filter(line -> line.contains(" aria-sort=")))
                .singleElement()
                .asString()
                .startsWith("<th scope=\"col\"")
                .contains(" aria-sort=\"" + direction + "\"><a href=\"" + query + "\">");
        assertThat(page.lines().filter(line -> line.contains("<a href=\"?sort=")))
                .hasSize(3);
    }

    @Test
    void aTruncatedListingSaysSoAndOffersNoOrder() {
        assertThat(page(ROOT, Collections.nCopies(10_000, file("a")), true, ListingOrder.DEFAULT))
                .contains("<caption>0 directories, 10,000 files: only the first 10,000 of a larger directory, unsorted")
                .contains("<th scope=\"col\">Name</th>")
                .doesNotContain("?sort=", " aria-sort=");
    }

    @Test
    void theCaptionCounts() {
        assertThat(page(ROOT)).contains("<caption>Nothing to list</caption>");
        assertThat(page(ROOT, file("a"))).contains("<caption>0 directories, 1 file, 12.3 KiB</caption>");
        assertThat(page(ROOT, directory("d"), file("a"), file("b")))
                .contains("<caption>1 directory, 2 files, 24.6 KiB</caption>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<script>alert(1)", "\"><script>", "'><script>", "</title><script>", "--><script>", "]]><script>"
            })
    void aNameIsNeverMarkup(String name) {
        assertThat(page(new TreePath(List.of(name), true), file(name), directory(name)))
                .doesNotContainIgnoringCase("<script");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "<b>",
                "\"onclick=\"x",
                "it's",
                "R&D",
                "&amp;",
                "100%",
                "%41",
                "what?",
                "a#b",
                "a+b",
                "чернозобик.txt",
                "שלום",
                "😀",
                "javascript:alert(1)",
                "c:",
                "a:b:c",
                "line\nbreak",
                "\r\n",
                "\u0001\u007F",
                "\u202Etxt.exe",
                "a;b=c",
                "%s%n"
            })
    void aLinkLeadsToItsFileOnThisServerWhateverTheName(String name) {
        for (TreePath place : List.of(ROOT, DEEP)) {
            List<String> expected = new ArrayList<>(place.names());
            expected.add(name);

            URI target = firstLinkToAnEntry(page(place, file(name)));

            assertThat(target.getScheme()).isEqualTo("http");
            assertThat(target.getRawQuery()).isNull();
            assertThat(target.getRawFragment()).isNull();
            assertThat(RequestTarget.parse(target.getRawPath()).segments()).isEqualTo(expected);
        }
    }

    @Test
    void thePageIsWrittenTheSameInEachLanguage() {
        Locale before = Locale.getDefault();
        String page = page(DEEP, file("a"));
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(page(DEEP, file("a"))).isEqualTo(page);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void thePageNeedsNothingButItself() {
        assertThat(page(ROOT, file("a")))
                .startsWith("<!doctype html>\n<html lang=\"en\">")
                .contains("prefers-color-scheme: dark")
                .doesNotContain("<script", "<link", "src=", "url(", "@import", "http:", "https:");
    }

    /** As a browser resolves it: by the base, after the escapes of HTML are undone. */
    private static URI firstLinkToAnEntry(String page) {
        String href = between(page, "<tr><th scope=\"row\"><a href=\"", "\"");
        URI base = URI.create("http://server").resolve(unescape(between(page, "<base href=\"", "\"")));
        return base.resolve(unescape(href));
    }

    private static String between(String text, String before, String after) {
        int start = text.indexOf(before) + before.length();
        return text.substring(start, text.indexOf(after, start));
    }

    private static String unescape(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String page(TreePath place, ListingEntry... entries) {
        return page(place, List.of(entries), false, ListingOrder.DEFAULT);
    }

    private static String page(TreePath place, List<ListingEntry> entries, boolean truncated, ListingOrder order) {
        return ListingStream.whole(Listing.of(entries, truncated), new ListingPage(place, order), order);
    }

    private static ListingEntry file(String name) {
        return new ListingEntry(name, false, 12_595, MODIFIED);
    }

    private static ListingEntry directory(String name) {
        return new ListingEntry(name, true, 0, MODIFIED);
    }
}
