package dev.dunlin.http.files;

import dev.dunlin.http.files.ListingReader.Bounds;
import dev.dunlin.http.files.Resolution.DirectoryFound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads large directories on other threads than those of event loops: each once, whoever many wait for it, and a bounded number
 * of them at the same time.
 *
 * <p>Safe for use by several threads.
 */
final class ListingReads {
    private static final Logger LOG = LoggerFactory.getLogger(ListingReads.class);

    /** How many directories may wait to be read. */
    private static final int MOST = 32;

    /** More entries than anybody reads on a page, and some megabytes of it; and a limit to what is only passed over. */
    private static final Bounds BOUNDS = new Bounds(10_000, 200_000);

    private final ListingReader reader;
    private final ListingStore store;
    private final Executor executor;
    private final Map<Path, List<Waiter>> waiters = new HashMap<>();

    /** Waits for a directory to be read. Called once, on the thread that has read it, by one of the methods. */
    interface Waiter {
        /** It was read; the lease is closed afterwards. */
        void read(Listing listing, ListingStore.Lease lease);

        /** It changes faster than it can be read, or there is no room for it. */
        void unavailable();

        /** It cannot be read. */
        void failed(IOException cause);
    }

    ListingReads(ListingReader reader, ListingStore store, Executor executor) {
        this.reader = reader;
        this.store = store;
        this.executor = executor;
    }

    /**
     * Reads a directory, or waits with others that it is read for.
     *
     * @return false if too many directories are being read, and the waiter will not be called
     */
    boolean read(DirectoryFound directory, Waiter waiter) {
        synchronized (waiters) {
            List<Waiter> others = waiters.get(directory.path());
            if (others != null) {
                others.add(waiter);
                return true;
            }
            if (waiters.size() >= MOST) return false;
            List<Waiter> first = new ArrayList<>();
            first.add(waiter);
            waiters.put(directory.path(), first);
        }
        boolean isAccepted = false;
        try {
            executor.execute(() -> read(directory));
            isAccepted = true;
        } finally {
            // Those that have joined meanwhile would wait for ever.
            if (!isAccepted) each(directory, Waiter::unavailable);
        }
        return true;
    }

    private void read(DirectoryFound directory) {
        try {
            Listing listing = reader.read(directory.path(), BOUNDS);
            if (listing == null) {
                each(directory, Waiter::unavailable);
            } else {
                keep(directory, listing);
            }
        } catch (IOException e) {
            each(directory, waiter -> waiter.failed(e));
        } catch (RuntimeException | Error e) {
            // Errors, too: nobody else would be told.
            each(directory, waiter -> waiter.failed(new IOException("cannot read " + directory.path(), e)));
        }
    }

    private void keep(DirectoryFound directory, Listing listing) {
        try (ListingStore.Lease lease = store.keep(directory.path(), directory.version(), true, listing)) {
            each(directory, lease == null ? Waiter::unavailable : waiter -> waiter.read(listing, lease));
        }
    }

    private void each(DirectoryFound directory, Consumer<Waiter> call) {
        List<Waiter> all;
        synchronized (waiters) {
            all = waiters.remove(directory.path());
        }
        if (all == null) return;
        for (Waiter waiter : all) {
            try {
                call.accept(waiter);
            } catch (RuntimeException e) {
                LOG.error("a bug: what waited for {} has failed", directory.path(), e);
            }
        }
    }
}
