package dev.dunlin.http.files;

import dev.dunlin.http.HttpException;
import dev.dunlin.http.Request;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The order of a listing, as its query asks for it: {@code ?sort=name|size|modified&order=asc|desc}. Directories come
 * before files in every order.
 *
 * @param column what counts first; among equals, the name does
 * @param descending whether the column's greatest comes first
 */
record ListingOrder(Column column, boolean descending) {
    /** By name, from the first to the last. */
    static final ListingOrder DEFAULT = new ListingOrder(Column.NAME, false);

    private static final Comparator<ListingEntry> DIRECTORIES_FIRST =
            Comparator.comparing(ListingEntry::isDirectory).reversed();

    /** What entries are told apart by. */
    enum Column {
        NAME,
        SIZE,
        MODIFIED;

        /** The column as it stands in a query. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        private Comparator<ListingEntry> comparator() {
            return switch (this) {
                case NAME -> ListingEntry.BY_NAME;
                case SIZE -> Comparator.comparingLong(ListingEntry::size);
                case MODIFIED -> Comparator.comparing(ListingEntry::modified);
            };
        }
    }

    /** The order that a request asks for. What is not understood is ignored, as a query is when a file is asked for. */
    static ListingOrder of(Request request) {
        try {
            return of(request.queryParameters());
        } catch (HttpException malformed) {
            return DEFAULT;
        }
    }

    private static ListingOrder of(Map<String, List<String>> query) {
        String sort = first(query, "sort");
        for (Column column : Column.values()) {
            if (column.key().equals(sort)) return new ListingOrder(column, isDescending(query));
        }
        return new ListingOrder(DEFAULT.column, isDescending(query));
    }

    private static boolean isDescending(Map<String, List<String>> query) {
        return first(query, "order").equals("desc");
    }

    private static String first(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of("")).get(0);
    }

    Comparator<ListingEntry> comparator() {
        Comparator<ListingEntry> ascending = column.comparator();
        return DIRECTORIES_FIRST
                .thenComparing(descending ? ascending.reversed() : ascending)
                .thenComparing(ListingEntry.BY_NAME);
    }

    /** The order that is asked for at the head of a column: the other way round, if it is this one's. */
    ListingOrder turnedTo(Column other) {
        return new ListingOrder(other, other == column && !descending);
    }

    /** The query that asks for this order, with its question mark. */
    String toQuery() {
        return "?sort=" + column.key() + "&order=" + (descending ? "desc" : "asc");
    }
}
