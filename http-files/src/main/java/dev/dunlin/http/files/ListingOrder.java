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

    /** How many orders there are. */
    static final int COUNT = 2 * Column.values().length;

    /** What entries are told apart by. */
    enum Column {
        NAME,
        SIZE,
        MODIFIED;

        /** The column as it stands in a query. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Compares places of the default order, in which equal names do not occur. */
        private Comparator<Integer> comparator(Listing listing) {
            return switch (this) {
                case NAME -> Comparator.naturalOrder();
                case SIZE -> Comparator.comparingLong(listing::size);
                case MODIFIED -> Comparator.comparingLong(listing::modified);
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

    /** Returns a number from 0 to {@link #COUNT}, exclusive, that no other order has. */
    @SuppressWarnings("EnumOrdinal") // a number that is kept by nobody
    int index() {
        return 2 * column.ordinal() + (descending ? 1 : 0);
    }

    /** Compares places of the default order of a listing. Directories come first, and equals are in the order of names. */
    Comparator<Integer> comparator(Listing listing) {
        Comparator<Integer> directoriesFirst =
                Comparator.<Integer, Boolean>comparing(listing::isDirectory).reversed();
        Comparator<Integer> ascending = column.comparator(listing);
        return directoriesFirst
                .thenComparing(descending ? ascending.reversed() : ascending)
                .thenComparing(Comparator.naturalOrder());
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
