package dev.dunlin.http.files;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps listings, so that requests of the same moment share one, and bounds the memory of all that there are: of those that
 * are kept, and of those that are still being sent though a newer one has taken their place.
 *
 * <pre>
 *            read again                  sent
 *   current ────────────► being sent ─────────► gone
 *      │                      │
 *      └── for want of room ──┴──────────────► gone: of those being sent, first the oldest, and none of the last 10 s
 * </pre>
 *
 * <p>Safe for use by several threads.
 */
final class ListingStore implements AutoCloseable {
    private static final long FRESH_MILLIS = 1000;

    /** For so long nobody is deprived of a listing that is being sent. */
    private static final long SECURE_MILLIS = 10_000;

    private static final long IDLE_MILLIS = Duration.ofMinutes(1).toMillis();

    private final long maxBytes;
    private final InstantSource clock;

    /** The one that was read last is the last. */
    private final Map<Path, Held> current = new LinkedHashMap<>();

    /** Those that were replaced while they were being sent, the oldest first. */
    private final Set<Held> replaced = new LinkedHashSet<>();

    private long bytes;
    private boolean closed;

    /**
     * @param maxBytes what all listings together may take; but there can always be one
     */
    ListingStore(long maxBytes, InstantSource clock) {
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /**
     * Returns a lease of a directory's listing if it was read within the last second: any that was, if it is large, for this
     * directory may change all the time; or else only if the directory has not changed since.
     *
     * @param version as the directory was looked at just now
     * @return the lease, to be closed, or null
     */
    synchronized @Nullable Lease fresh(Path directory, FileVersion version) {
        Held held = current.get(directory);
        if (held == null || !isWithin(FRESH_MILLIS, held)) return null;
        boolean isSame = held.isLarge ? !held.version.isOfAnotherFile(version) : held.version.equals(version);
        return isSame ? new Lease(held) : null;
    }

    /** Returns whether the directory was large when it was read last, as far as that is known. */
    synchronized boolean isKnownAsLarge(Path directory) {
        Held held = current.get(directory);
        return held != null && held.isLarge;
    }

    /**
     * Keeps a listing that was read just now.
     *
     * @param version as the directory was looked at before
     * @param isLarge whether it took long to be read
     * @return a lease, to be closed; null if there is no room
     */
    synchronized @Nullable Lease keep(Path directory, FileVersion version, boolean isLarge, Listing listing) {
        Held before = current.get(directory);
        if (before != null && before.holds(listing)) {
            before.readAgain(version, isLarge, clock.millis());
            current.remove(directory);
            current.put(directory, before);
            return new Lease(before);
        }
        if (before != null) replace(directory, before);
        Held held = new Held(listing, version, isLarge, clock.millis());
        if (!makeRoom(held.bytes)) return null;
        bytes += held.bytes;
        Lease lease = new Lease(held);
        if (closed) {
            replaced.add(held);
        } else {
            current.put(directory, held);
        }
        return lease;
    }

    /** Returns the memory that all listings take, in bytes. */
    synchronized long bytes() {
        return bytes;
    }

    /** Keeps nothing any more; what is being sent is sent. */
    @Override
    public synchronized void close() {
        closed = true;
        Map.copyOf(current).forEach(this::replace);
    }

    private void replace(Path directory, Held held) {
        current.remove(directory);
        if (held.leases == 0) {
            drop(held);
        } else {
            replaced.add(held);
        }
    }

    private void drop(Held held) {
        held.listing = null;
        bytes -= held.bytes;
    }

    private boolean makeRoom(long wanted) {
        // What nobody asks for would otherwise stay for ever.
        dropFrom(current.values(), held -> held.leases == 0 && !isWithin(IDLE_MILLIS, held), Long.MAX_VALUE);
        dropFrom(current.values(), held -> held.leases == 0, bytes + wanted - maxBytes);
        dropFrom(replaced, held -> !isWithin(SECURE_MILLIS, held), bytes + wanted - maxBytes);
        dropFrom(current.values(), held -> !isWithin(SECURE_MILLIS, held), bytes + wanted - maxBytes);
        return bytes == 0 || bytes + wanted <= maxBytes;
    }

    /** Drops the first of those that may be dropped, until there is enough room. */
    private void dropFrom(Collection<Held> all, Predicate<Held> mayBeDropped, long lacking) {
        long enough = bytes - lacking;
        Iterator<Held> each = all.iterator();
        while (bytes > enough && each.hasNext()) {
            Held held = each.next();
            if (!mayBeDropped.test(held)) continue;
            each.remove();
            drop(held);
        }
    }

    /** A clock that was set back does not make a listing last. */
    private boolean isWithin(long millis, Held held) {
        long age = clock.millis() - held.readAt;
        return age >= 0 && age < millis;
    }

    private synchronized void release(Held held) {
        held.leases--;
        if (held.leases == 0 && replaced.remove(held)) drop(held);
    }

    /** A listing with what is known of it. Changed under the lock alone; the listing is read without. */
    private static final class Held {
        private volatile @Nullable Listing listing;
        private final long bytes;
        private FileVersion version;
        private boolean isLarge;
        private long readAt;
        private int leases;

        Held(Listing listing, FileVersion version, boolean isLarge, long readAt) {
            this.listing = listing;
            this.bytes = listing.bytes();
            this.version = version;
            this.isLarge = isLarge;
            this.readAt = readAt;
        }

        boolean holds(Listing other) {
            return listing != null && listing.fingerprint().equals(other.fingerprint());
        }

        void readAgain(FileVersion version, boolean isLarge, long readAt) {
            this.version = version;
            this.isLarge = isLarge;
            this.readAt = readAt;
        }
    }

    /** Somebody's share in a listing. Safe for use by several threads. */
    final class Lease implements AutoCloseable {
        private final Held held;
        private final AtomicBoolean closed = new AtomicBoolean();

        /** Under the lock. */
        private Lease(Held held) {
            this.held = held;
            held.leases++;
        }

        /** Returns the listing; null if it had to make room for others. */
        @Nullable
        Listing listing() {
            return held.listing;
        }

        /** Returns another lease of the same listing. */
        Lease copy() {
            synchronized (ListingStore.this) {
                return new Lease(held);
            }
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) release(held);
        }
    }
}
