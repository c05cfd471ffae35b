package dev.dunlin.http.files;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.math.LongMath;
import com.google.common.primitives.Ints;
import dev.dunlin.http.files.Resolution.FileFound;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Representations by the path that they are asked for. Within a second after a file was looked at, its representation
 * is used without another look; after that, one request looks again, and the others go on using it meanwhile.
 *
 * <p>A file is filed under the one canonical spelling of its path. Requests that spell it otherwise find it, too, but
 * only after the file was looked for. So no client can fill the cache with spellings, and what does not exist is not
 * remembered.
 *
 * <p>Bounded by weight: a content in memory weighs what it takes, an open file its share of the whole, so that memory
 * and open files are both bounded. What nobody has asked for during a minute is let go of, so that a deleted file does
 * not fill the disk for ever. There is no thread that does so: it happens when the cache is used for something else.
 *
 * <p>Safe for use by several threads.
 */
final class FileCache implements AutoCloseable {
    private static final long FRESH_MILLIS = 1000;
    private static final Duration IDLE_TIME = Duration.ofMinutes(1);

    /** What an entry takes beside the content and the path, roughly: fields, keys, links of the table. */
    private static final int ENTRY_BYTES = 1024;

    /** How many open files make room at least, so that not each request has to do it. */
    private static final int LEAST_CLOSED = 8;

    private final InstantSource clock;
    private final int openFileWeight;
    private final Cache<String, Entry> entries;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder contentBytes = new LongAdder();
    private final LongAdder openFiles = new LongAdder();
    private volatile long now;
    private volatile boolean closed;

    /**
     * @param maxBytes the weight of all entries together; 0 keeps nothing
     * @param maxOpenFiles how many files may be held open, at least 1
     */
    FileCache(long maxBytes, int maxOpenFiles, InstantSource clock) {
        this.clock = clock;
        this.now = clock.millis();
        long share = LongMath.divide(maxBytes, maxOpenFiles, RoundingMode.CEILING);
        this.openFileWeight =
                Ints.saturatedCast(Math.max(share, 1)); // without weight it would be kept in no room at all
        this.entries = CacheBuilder.newBuilder()
                .concurrencyLevel(1) // several parts would divide the bounds among them; reads take no lock anyhow
                .maximumWeight(maxBytes)
                .weigher(this::weightOf)
                .expireAfterAccess(IDLE_TIME)
                .ticker(ticker())
                .<String, Entry>removalListener(removed -> letGo(removed.getValue().variants))
                .build();
    }

    /**
     * The representation for a path, if its file was looked at within the last second. At most one caller a second is
     * told that it was not, and is expected to look.
     *
     * @param uriPath as it was received
     */
    @Nullable
    Variants fresh(String uriPath) {
        long now = readClock();
        Entry entry = entries.getIfPresent(uriPath);
        if (entry == null || !entry.isFresh(now)) return null;
        hits.increment();
        return entry.variants;
    }

    /** The representation of a file that was looked at just now, if there is one and the file is still the same. */
    @Nullable
    Variants renewed(FileFound file) {
        Entry entry = entries.getIfPresent(file.uriPath());
        if (entry == null || !entry.variants.areStill(file)) return null;
        entry.checkedAt.set(readClock());
        hits.increment();
        return entry.variants;
    }

    /**
     * Keeps a representation that was loaded just now, and releases it when it falls out: maybe at once. Whoever wants
     * an answer of it should have taken it before.
     */
    void put(Variants variants) {
        misses.increment();
        contentBytes.add(variants.contentBytes());
        openFiles.add(variants.openFiles());
        entries.put(variants.file().uriPath(), new Entry(variants, readClock()));
        if (closed) letGoOfAll();
    }

    /**
     * Closes a quarter of the files that are held open and not being sent, those that were looked at the longest time ago, since
     * this process may open no more.
     *
     * @return false if there was none
     */
    boolean closeIdle() {
        entries.cleanUp();
        List<Map.Entry<String, Entry>> idle = entries.asMap().entrySet().stream()
                .filter(entry -> entry.getValue().variants.holdIdleFiles())
                .sorted(Comparator.comparingLong(
                        entry -> entry.getValue().checkedAt.get()))
                .toList();
        int count = Math.min(idle.size(), Math.max(idle.size() / 4, LEAST_CLOSED));
        for (Map.Entry<String, Entry> entry : idle.subList(0, count)) {
            entries.asMap().remove(entry.getKey(), entry.getValue());
        }
        entries.cleanUp();
        return count > 0;
    }

    /** Lets go of what was kept for a path at which there is no file any more. */
    void forget(String uriPath) {
        // Nearly always there is nothing, which this says without a lock.
        if (entries.getIfPresent(uriPath) != null) entries.invalidate(uriPath);
    }

    /** What was found here until now, and what is kept, here and beside it. */
    FilesSnapshot snapshot(long listingBytes, long names, long healedNames) {
        long bytes = contentBytes.sum() + listingBytes;
        return new FilesSnapshot(hits.sum(), misses.sum(), entries.size(), bytes, openFiles.sum(), names, healedNames);
    }

    /** Lets go of everything, now and in future; answers that are being sent are not disturbed. */
    @Override
    public void close() {
        closed = true;
        letGoOfAll();
    }

    /** What has fallen out for its age when it was asked for waits to be let go of, even where nothing is left beside it. */
    private void letGoOfAll() {
        entries.invalidateAll();
        entries.cleanUp();
    }

    private void letGo(Variants variants) {
        contentBytes.add(-variants.contentBytes());
        openFiles.add(-variants.openFiles());
        variants.release();
    }

    private int weightOf(String uriPath, Entry entry) {
        long open = (long) entry.variants.openFiles() * openFileWeight;
        return Ints.saturatedCast(Math.max(open, ENTRY_BYTES + 2L * uriPath.length() + entry.variants.contentBytes()));
    }

    private long readClock() {
        long millis = clock.millis();
        if (now != millis) now = millis;
        return millis;
    }

    /** Idle times are measured by the clock as it was read last: a second reading a request would be noticed. */
    private Ticker ticker() {
        return new Ticker() {
            @Override
            public long read() {
                return TimeUnit.MILLISECONDS.toNanos(now);
            }
        };
    }

    /** Representations, and when their file was looked at. */
    private static final class Entry {
        final Variants variants;
        final AtomicLong checkedAt;

        Entry(Variants variants, long now) {
            this.variants = variants;
            this.checkedAt = new AtomicLong(now);
        }

        /**
         * False for the one caller that is the first after a second; a clock that was set back does not make an entry
         * last.
         */
        boolean isFresh(long now) {
            long checked = checkedAt.get();
            long age = now - checked;
            return (age >= 0 && age < FRESH_MILLIS) || !checkedAt.compareAndSet(checked, now);
        }
    }
}
