package dev.dunlin.http.files;

import com.google.common.escape.Escaper;
import com.google.common.hash.Hashing;
import com.google.common.html.HtmlEscapers;
import com.google.common.net.UrlEscapers;
import dev.dunlin.http.files.ListingOrder.Column;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * Shows a listing to people. The page carries its style in itself and runs nothing: the heads of its columns are links to
 * the same listing in another order.
 */
final class ListingPage implements ListingText {
    private static final String PAGE = PageText.named("listing.html");

    /** The entries stand at the last of the places that are to be filled. */
    private static final int ENTRIES = PAGE.lastIndexOf("%s");

    private static final String BEGIN = PAGE.substring(0, ENTRIES);
    private static final String END = PAGE.substring(ENTRIES + "%s".length());
    private static final String STYLE = PageText.named("listing.css");

    /** What tells a page from those of releases that look otherwise. */
    static final String VERSION =
            Hashing.murmur3_32_fixed().hashUnencodedChars(PAGE + STYLE).toString();

    private static final String PARENT =
            "<tr class=\"parent\"><th scope=\"row\" colspan=\"3\"><a href=\"%s\">Parent directory</a></th></tr>\n";

    private static final Escaper HTML = HtmlEscapers.htmlEscaper();
    private static final Escaper SEGMENT = UrlEscapers.urlPathSegmentEscaper();

    private final TreePath place;
    private final ListingOrder order;

    /**
     * @param place of the directory, with a slash at the end
     * @param order in which the listing is, unless it is truncated
     */
    ListingPage(TreePath place, ListingOrder order) {
        this.place = place;
        this.order = order;
    }

    /**
     * Links to entries are relative, so that a long path does not stand in each of ten thousand rows; the base makes them
     * right also where the path was asked for in another spelling.
     */
    @Override
    public void begin(StringBuilder page, Listing listing) {
        page.append(BEGIN.formatted(
                title(place),
                href(place),
                STYLE,
                breadcrumbs(place),
                place.names().isEmpty() ? "Home" : bdi(place.lastName()),
                summary(listing),
                heads(listing, order)));
        if (!place.names().isEmpty()) page.append(PARENT.formatted(href(place.parent())));
    }

    @Override
    public void entry(StringBuilder page, int index, ListingEntry entry) {
        boolean isDirectory = entry.isDirectory();
        page.append(isDirectory ? "<tr class=\"directory\">" : "<tr>");
        // From here, with a dot in front: a name with a colon would otherwise begin as the address of another server
        // does.
        page.append("<th scope=\"row\"><a href=\"./").append(HTML.escape(SEGMENT.escape(entry.name())));
        page.append(isDirectory ? "/\"><bdi>" : "\"><bdi>").append(ShownName.html(entry.name()));
        page.append(isDirectory ? "</bdi>/</a></th><td class=\"size\">" : "</bdi></a></th><td class=\"size\">");
        if (!isDirectory) page.append(HumanSize.of(entry.size()));
        page.append("</td><td>");
        appendTime(page, entry.modified());
        page.append("</td></tr>\n");
    }

    /** The form of an instant, {@code 2026-02-04T08:49:37Z}, holds all that people want to see. */
    private static void appendTime(StringBuilder page, Instant modified) {
        String time = modified.truncatedTo(ChronoUnit.SECONDS).toString();
        page.append("<time datetime=\"").append(time).append("\">");
        page.append(time, 0, "2026-02-04".length()).append(" <span>");
        page.append(time, "2026-02-04T".length(), "2026-02-04T08:49".length()).append("</span></time>");
    }

    @Override
    public void end(StringBuilder page, Listing listing) {
        page.append(END);
    }

    /** A title knows no {@code <bdi>}. */
    private static String title(TreePath place) {
        StringBuilder title = new StringBuilder("/");
        for (String name : place.names()) title.append(ShownName.html(name)).append('/');
        return title.toString();
    }

    private static String breadcrumbs(TreePath place) {
        List<String> names = place.names();
        if (names.isEmpty()) return "";
        StringBuilder items = new StringBuilder();
        for (int depth = 0; depth < names.size(); depth++) {
            TreePath ancestor = place.ancestor(depth);
            String text = depth == 0 ? "Home" : bdi(ancestor.lastName());
            items.append("<li><a href=\"%s\">%s</a></li>".formatted(href(ancestor), text))
                    .append('\n');
        }
        return "  <nav aria-label=\"Breadcrumb\"><ol>\n" + items + "  </ol></nav>\n";
    }

    private static String summary(Listing listing) {
        long directories = listing.directoryCount();
        long files = listing.size() - directories;
        if (listing.truncated()) {
            return "%s, %s: only the first %s of a larger directory, unsorted"
                    .formatted(
                            count(directories, "directory", "directories"),
                            count(files, "file", "files"),
                            number(listing.size()));
        }
        if (listing.size() == 0) return "Nothing to list";
        return "%s, %s, %s"
                .formatted(
                        count(directories, "directory", "directories"),
                        count(files, "file", "files"),
                        HumanSize.of(listing.totalSize()));
    }

    private static String count(long number, String one, String several) {
        return number(number) + ' ' + (number == 1 ? one : several);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String heads(Listing listing, ListingOrder order) {
        StringBuilder heads = new StringBuilder();
        for (Column column : Column.values()) {
            heads.append("<th scope=\"col\"");
            if (column == Column.SIZE) heads.append(" class=\"size\"");
            heads.append(listing.truncated() ? ">" + caption(column) : sortable(column, order));
            heads.append("</th>\n");
        }
        return heads.toString();
    }

    private static String sortable(Column column, ListingOrder order) {
        String direction = order.descending() ? "descending" : "ascending";
        String sort = column == order.column() ? " aria-sort=\"" + direction + '"' : "";
        String query = HTML.escape(order.turnedTo(column).toQuery());
        return "%s><a href=\"%s\">%s</a>".formatted(sort, query, caption(column));
    }

    private static String caption(Column column) {
        return switch (column) {
            case NAME -> "Name";
            case SIZE -> "Size";
            case MODIFIED -> "Modified";
        };
    }

    /** Each name stands by itself: one with letters from right to left must not make the others change places. */
    private static String bdi(String name) {
        return "<bdi>" + ShownName.html(name) + "</bdi>";
    }

    private static String href(TreePath place) {
        return HTML.escape(place.toUriPath());
    }
}
