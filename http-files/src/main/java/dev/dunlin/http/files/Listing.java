package dev.dunlin.http.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.math.LongMath;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * What lies in a directory, as far as anybody may know. Many responses are made of it, in different orders, and some of their
 * clients read slowly: so it is kept in little memory, and entries are made when they are written.
 *
 * <p>Immutable, and safe for use by several threads.
 */
final class Listing {
    private static final long DIRECTORY = -1;

    /** What an entry takes beside its name: the arrays, and a place in each order. */
    private static final int ENTRY_BYTES = Integer.BYTES + 2 * Long.BYTES + ListingOrder.COUNT * Integer.BYTES;

    private static final int OBJECT_BYTES = 256;

    /** In UTF-8, one after the other. */
    private final byte[] names;

    private final int[] nameEnds;
    private final long[] sizes;

    /** In microseconds since 1970. */
    private final long[] modified;

    private final boolean truncated;
    private final int directoryCount;
    private final long totalSize;
    private final String fingerprint;

    /** The places of the entries in each order, made when one is asked for. */
    private final AtomicReferenceArray<int[]> orders = new AtomicReferenceArray<>(ListingOrder.COUNT);

    private Listing(List<ListingEntry> entries, boolean truncated) {
        int size = entries.size();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        this.nameEnds = new int[size];
        this.sizes = new long[size];
        this.modified = new long[size];
        for (int i = 0; i < size; i++) {
            ListingEntry entry = entries.get(i);
            text.writeBytes(entry.name().getBytes(UTF_8));
            nameEnds[i] = text.size();
            sizes[i] = entry.isDirectory() ? DIRECTORY : entry.size();
            modified[i] = micros(entry.modified());
        }
        this.names = text.toByteArray();
        this.truncated = truncated;
        this.directoryCount =
                (int) Arrays.stream(sizes).filter(each -> each == DIRECTORY).count();
        this.totalSize = Arrays.stream(sizes).map(each -> Math.max(each, 0)).reduce(0, LongMath::saturatedAdd);
        this.fingerprint = fingerprintOf();
    }

    /**
     * Creates a listing.
     *
     * @param entries in any order
     * @param truncated whether there are more, so that these are an accidental choice; in order, they would look as if they
     *     were the first ones
     */
    static Listing of(List<ListingEntry> entries, boolean truncated) {
        List<ListingEntry> kept = truncated
                ? entries
                : entries.stream().sorted(ListingEntry.BY_KIND_AND_NAME).toList();
        return new Listing(kept, truncated);
    }

    private String fingerprintOf() {
        Hasher hasher = Hashing.murmur3_128().newHasher().putBytes(names).putBoolean(truncated);
        for (int i = 0; i < size(); i++) {
            hasher.putInt(nameEnds[i]).putLong(sizes[i]).putLong(modified[i]);
        }
        return hasher.hash().toString();
    }

    /** Returns how many entries there are. */
    int size() {
        return nameEnds.length;
    }

    /** Returns whether there are more entries, so that these are an accidental choice. */
    boolean truncated() {
        return truncated;
    }

    int directoryCount() {
        return directoryCount;
    }

    /** Returns the sizes of all files together, or the greatest number there is. */
    long totalSize() {
        return totalSize;
    }

    /** Returns a text that listings of the same entries have in common, and others do not. */
    String fingerprint() {
        return fingerprint;
    }

    /** Returns the memory that this takes at the most, in bytes. */
    long bytes() {
        return OBJECT_BYTES + names.length + (long) ENTRY_BYTES * size();
    }

    /**
     * Returns one of the entries.
     *
     * @param order what the entries are counted in; a truncated listing has but one
     * @param index from 0
     */
    ListingEntry entry(ListingOrder order, int index) {
        int place = truncated || order.equals(ListingOrder.DEFAULT) ? index : places(order)[index];
        int start = place == 0 ? 0 : nameEnds[place - 1];
        String name = new String(names, start, nameEnds[place] - start, UTF_8);
        Instant time = Instant.EPOCH.plus(modified[place], ChronoUnit.MICROS);
        return new ListingEntry(name, isDirectory(place), Math.max(sizes[place], 0), time);
    }

    private int[] places(ListingOrder order) {
        int[] known = orders.get(order.index());
        if (known != null) return known;
        int[] sorted = IntStream.range(0, size())
                .boxed()
                .sorted(order.comparator(this))
                .mapToInt(Integer::intValue)
                .toArray();
        orders.set(order.index(), sorted);
        return sorted;
    }

    /** Returns whether the entry at a place of the default order is a directory. */
    boolean isDirectory(int place) {
        return sizes[place] == DIRECTORY;
    }

    /** Returns the size of the entry at a place of the default order. */
    long size(int place) {
        return sizes[place];
    }

    /** Returns a number that grows with the time at which the entry at a place of the default order was modified. */
    long modified(int place) {
        return modified[place];
    }

    /** Returns the microseconds since 1970; the greatest number there is for a time that is farther away. */
    @SuppressWarnings("JavaInstantGetSecondsGetNano") // both are used
    private static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(time.getNano());
    }
}
