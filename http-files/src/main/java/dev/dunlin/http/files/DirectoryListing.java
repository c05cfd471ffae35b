package dev.dunlin.http.files;

import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.files.ListingReader.Bounds;
import dev.dunlin.http.files.Resolution.DirectoryFound;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * Responds for a directory without an index with what lies in it. A small directory is read at once. The system has to be asked
 * once for each entry, so a large one is read elsewhere, not more often than once a second, and its text is written elsewhere,
 * too, as each client takes it.
 *
 * <p>Safe for use by several threads.
 */
final class DirectoryListing implements AutoCloseable {
    /** What an event loop has the time to read and to write: some tenths of a millisecond. */
    private static final Bounds SMALL = new Bounds(ListingResponses.SMALL, ListingResponses.SMALL);

    private final ListingReader reader;
    private final ListingStore store;
    private final ListingReads reads;
    private final ListingResponses responses;

    /**
     * @param root the directory that is served, or a link to it
     * @param maxBytes the memory that listings may take
     * @param executor for what takes too long for an event loop
     */
    DirectoryListing(Path root, Disk disk, long maxBytes, InstantSource clock, Executor executor) {
        this.reader = new ListingReader(root, disk);
        this.store = new ListingStore(maxBytes, clock);
        this.reads = new ListingReads(reader, store, executor);
        this.responses = new ListingResponses(executor);
    }

    /**
     * Responds with the listing in the form and order that the request asks for; with 403 if the directory may not be read,
     * with 404 if it is gone, with 503 if too much is asked for at the same time. Before it returns, if the directory is small or
     * was read a moment ago.
     *
     * @return false if the directory changes faster than it can be read: then it has to be looked for again, and nothing was
     *     responded
     * @throws IOException if the disk fails
     */
    boolean respond(DirectoryFound directory, Request request, Responder responder) throws IOException {
        try (ListingStore.Lease lease = store.fresh(directory.path(), directory.version())) {
            Listing known = lease == null ? null : lease.listing();
            if (known != null) {
                responder.respond(responses.of(request, directory.place(), known, lease));
                return true;
            }
        }
        return store.isKnownAsLarge(directory.path())
                ? respondLater(directory, request, responder)
                : respondNow(directory, request, responder);
    }

    private boolean respondNow(DirectoryFound directory, Request request, Responder responder) throws IOException {
        Listing listing;
        try {
            listing = reader.read(directory.path(), SMALL);
        } catch (IOException e) {
            responder.respond(refusal(e));
            return true;
        }
        if (listing == null) return false;
        if (listing.truncated()) return respondLater(directory, request, responder);
        try (ListingStore.Lease lease = store.keep(directory.path(), directory.version(), false, listing)) {
            responder.respond(responses.of(request, directory.place(), listing, lease));
        }
        return true;
    }

    private boolean respondLater(DirectoryFound directory, Request request, Responder responder) {
        boolean isRead = reads.read(directory, new ListingReads.Waiter() {
            @Override
            public void read(Listing listing, ListingStore.Lease lease) {
                responder.respond(responses.of(request, directory.place(), listing, lease));
            }

            @Override
            public void unavailable() {
                responder.respond(FileAnswers.TRY_AGAIN);
            }

            @Override
            public void failed(IOException cause) {
                try {
                    responder.respond(refusal(cause));
                } catch (IOException e) {
                    responder.fail(e);
                }
            }
        });
        if (!isRead) responder.respond(FileAnswers.TRY_AGAIN);
        return true;
    }

    /**
     * Returns the response if a directory cannot be read.
     *
     * @throws IOException if that is the disk's fault
     */
    private static Response refusal(IOException cause) throws IOException {
        if (cause instanceof AccessDeniedException) return Response.error(Status.FORBIDDEN);
        boolean isGone = cause instanceof NoSuchFileException || cause instanceof NotDirectoryException;
        if (isGone) return Response.error(Status.NOT_FOUND);
        throw cause;
    }

    /** Returns the memory that listings take, in bytes. */
    long bytes() {
        return store.bytes();
    }

    /** Keeps nothing any more; what is being sent is sent. */
    @Override
    public void close() {
        store.close();
    }
}
