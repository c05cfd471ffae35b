package dev.dunlin.http.files;

import dev.dunlin.http.Body;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Answers for a directory without an index by what lies in it.
 *
 * <p>Safe for use by several threads. Asks the operating system once for each entry, so ten thousand of them take a
 * tenth of a second or more: where directories are so big, {@link dev.dunlin.http.Handler#on} keeps that off the event loop.
 */
final class DirectoryListing {
    /** More than anybody reads on a page, and some megabytes of it. */
    private static final int LIMIT = 10_000;

    /** The page needs nothing but its own style. Whatever a name might smuggle in is not run, loaded or sent. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline';"
            + " base-uri 'self'; form-action 'none'; frame-ancestors 'self'";

    private final ListingReader reader;

    /**
     * @param root the directory that is served, or a link to it
     */
    DirectoryListing(Path root, Disk disk) {
        this(root, disk, LIMIT);
    }

    /**
     * @param limit how many entries are listed
     */
    DirectoryListing(Path root, Disk disk, int limit) {
        this.reader = new ListingReader(root, disk, limit);
    }

    /**
     * The listing in the form and order that the request asks for; 403 if the directory may not be read, 404 if it is
     * gone; null if it changes faster than it can be read, so that it has to be looked for again.
     *
     * @param directory the real path, without links
     * @param place as asked for, with a slash at the end
     * @throws IOException if the disk fails
     */
    @Nullable
    Response answer(Request request, Path directory, TreePath place) throws IOException {
        try {
            Listing listing = reader.read(directory);
            return listing == null ? null : render(request, place, listing);
        } catch (AccessDeniedException denied) {
            return Response.error(Status.FORBIDDEN);
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return Response.error(Status.NOT_FOUND);
        }
    }

    private static Response render(Request request, TreePath place, Listing listing) {
        ListingOrder order = ListingOrder.of(request);
        Listing sorted = listing.sorted(order);
        Response answer = switch (ListingFormat.preferred(request.headers())) {
            case HTML ->
                Response.html(ListingPage.of(place, sorted, order))
                        .withHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
            case JSON ->
                Response.of(Status.OK)
                        .withHeader("Content-Type", "application/json")
                        .withBody(Body.of(ListingJson.of(place, sorted)));
        };
        return answer.withHeader("Cache-Control", "no-cache")
                .withHeader("Vary", "Accept")
                .withHeader("X-Content-Type-Options", "nosniff");
    }
}
