package dev.dunlin.http.files;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Comparator;

/**
 * What a listing says of one thing in a directory.
 *
 * @param name in the directory, of a link its own
 * @param isDirectory or else a regular file
 * @param size in bytes; 0 for a directory, whose size on the disk says nothing of what lies in it
 * @param modified when the content was changed last, between the years 1 and 9999: dates in pages and JSON have four
 *     digits for the year (RFC 3339 §5.6), and files may bear any
 */
record ListingEntry(String name, boolean isDirectory, long size, Instant modified) {
    /** The same in each language; of names that differ in case alone, one must come first too. */
    static final Comparator<ListingEntry> BY_NAME = Comparator.comparing(
                    ListingEntry::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(ListingEntry::name);

    /** As entries are listed unless another order is asked for: directories before files. */
    static final Comparator<ListingEntry> BY_KIND_AND_NAME =
            Comparator.comparing(ListingEntry::isDirectory).reversed().thenComparing(BY_NAME);

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    ListingEntry {
        if (modified.isBefore(EARLIEST)) modified = EARLIEST;
        if (modified.isAfter(LATEST)) modified = LATEST;
    }

    /** A file or a directory by its attributes, or, for a link, by those of what it leads to. */
    static ListingEntry of(String name, BasicFileAttributes attributes) {
        boolean isDirectory = attributes.isDirectory();
        return new ListingEntry(
                name,
                isDirectory,
                isDirectory ? 0 : attributes.size(),
                attributes.lastModifiedTime().toInstant());
    }
}
