package dev.dunlin.http.files;

/** How a listing is written, piece by piece. */
interface ListingText {
    /** Writes what comes before the entries. */
    void begin(StringBuilder target, Listing listing);

    /**
     * Writes an entry.
     *
     * @param index which one it is, from 0
     */
    void entry(StringBuilder target, int index, ListingEntry entry);

    /** Writes what comes after the entries. */
    void end(StringBuilder target, Listing listing);
}
