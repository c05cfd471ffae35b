package dev.dunlin.http.files;

import com.google.common.escape.Escaper;
import com.google.common.html.HtmlEscapers;
import dev.dunlin.http.files.ListingOrder.Column;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * Shows a listing to people. The page carries its style in itself and runs nothing: the heads of its columns are links to
 * the same listing in another order.
 */
final class ListingPage {
    /**
     * Links to entries are relative, so that a long path does not stand in each of ten thousand rows; the base makes them
     * right also where the path was asked for in another spelling.
     */
    private static final String PAGE = PageText.named("listing.html");

    private static final String STYLE = PageText.named("listing.css");

    private static final String PARENT =
            "<tr class=\"parent\"><th scope=\"row\" colspan=\"3\"><a href=\"%s\">Parent directory</a></th></tr>";

    private static final String DIRECTORY = """
            <tr class="directory"><th scope="row"><a href="%s"><bdi>%s</bdi>/</a></th><td class="size"></td><td>%s</td></tr>\
            """;

    private static final String FILE = """
            <tr><th scope="row"><a href="%s"><bdi>%s</bdi></a></th><td class="size">%s</td><td>%s</td></tr>\
            """;

    private static final Escaper HTML = HtmlEscapers.htmlEscaper();
    private static final DateTimeFormatter DATE_AND_TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd '<span>'HH:mm'</span>'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ListingPage() {}

    /**
     * @param place of the directory, with a slash at the end
     * @param order in which the listing is, unless it is truncated
     */
    static String of(TreePath place, Listing listing, ListingOrder order) {
        return PAGE.formatted(
                title(place),
                href(place),
                STYLE,
                breadcrumbs(place),
                place.names().isEmpty() ? "Home" : bdi(place.lastName()),
                summary(listing),
                heads(listing, order),
                rows(place, listing));
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
        long files = listing.entries().size() - directories;
        if (listing.truncated()) {
            return "%s, %s: only the first %s of a larger directory, unsorted"
                    .formatted(
                            count(directories, "directory", "directories"),
                            count(files, "file", "files"),
                            number(listing.entries().size()));
        }
        if (listing.entries().isEmpty()) return "Nothing to list";
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

    private static String rows(TreePath place, Listing listing) {
        StringBuilder rows = new StringBuilder();
        if (!place.names().isEmpty())
            rows.append(PARENT.formatted(href(place.parent()))).append('\n');
        for (ListingEntry entry : listing.entries()) rows.append(row(entry)).append('\n');
        return rows.toString();
    }

    private static String row(ListingEntry entry) {
        // From here, with a dot in front: a name with a colon would otherwise begin as the address of another server
        // does.
        String href = '.' + href(new TreePath(List.of(entry.name()), entry.isDirectory()));
        String name = ShownName.html(entry.name());
        return entry.isDirectory()
                ? DIRECTORY.formatted(href, name, time(entry))
                : FILE.formatted(href, name, HumanSize.of(entry.size()), time(entry));
    }

    private static String time(ListingEntry entry) {
        return "<time datetime=\"%s\">%s</time>"
                .formatted(entry.modified().truncatedTo(ChronoUnit.SECONDS), DATE_AND_TIME.format(entry.modified()));
    }

    /** Each name stands by itself: one with letters from right to left must not make the others change places. */
    private static String bdi(String name) {
        return "<bdi>" + ShownName.html(name) + "</bdi>";
    }

    private static String href(TreePath place) {
        return HTML.escape(place.toUriPath());
    }
}
