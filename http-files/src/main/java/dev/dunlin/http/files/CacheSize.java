package dev.dunlin.http.files;

/**
 * How much memory a handler spends on what it keeps between requests.
 *
 * @param files for the contents of files and what is known of them, in bytes
 * @param listings for the listings of directories, in bytes
 */
record CacheSize(long files, long listings) {
    private static final long MOST = 64L * 1024 * 1024;

    /** Which part of the largest heap it is, unless something else is asked for: others need memory, too. */
    private static final int HEAP_SHARE = 4;

    /** Which part of it is for listings, where there are any. */
    private static final int LISTING_SHARE = 4;

    /** Two large directories, also where nothing else is kept: requests of the same moment share a listing. */
    private static final long LEAST_FOR_LISTINGS = 1024L * 1024;

    /** Returns how much is spent together, in bytes, unless something else is asked for. */
    static long byDefault() {
        return byDefault(Runtime.getRuntime().maxMemory());
    }

    /**
     * Returns the same for a heap.
     *
     * @param heap its greatest size, in bytes
     */
    static long byDefault(long heap) {
        return Math.min(MOST, heap / HEAP_SHARE);
    }

    /**
     * Divides what may be spent.
     *
     * @param bytes all of it, which may be no limit at all for files
     * @param lists whether there are listings
     */
    static CacheSize of(long bytes, boolean lists) {
        if (!lists) return new CacheSize(bytes, 0);
        long listings = Math.min(bytes, MOST) / LISTING_SHARE;
        return new CacheSize(bytes - listings, Math.max(listings, LEAST_FOR_LISTINGS));
    }
}
