package dev.dunlin.http.files;

import com.google.common.math.LongMath;
import java.util.List;

/**
 * What lies in a directory, as far as anybody may know.
 *
 * @param entries in the order in which they are to be shown
 * @param truncated whether there are more, so that these are an accidental choice
 */
record Listing(List<ListingEntry> entries, boolean truncated) {
    Listing {
        entries = List.copyOf(entries);
    }

    /**
     * The same in an order, or as it is if truncated: in order, an accidental choice would look as if it were the first
     * ones.
     */
    Listing sorted(ListingOrder order) {
        if (truncated) return this;
        return new Listing(entries.stream().sorted(order.comparator()).toList(), false);
    }

    long directoryCount() {
        return entries.stream().filter(ListingEntry::isDirectory).count();
    }

    /** The sizes of all files together, or the greatest number there is. */
    long totalSize() {
        return entries.stream().mapToLong(ListingEntry::size).reduce(0, LongMath::saturatedAdd);
    }
}
