package dev.dunlin.http.files;

import dev.dunlin.http.Body;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes responses of a listing, in the form and order that a request asks for. Nothing is written for a client that has the
 * listing already, and nothing of a large one for a HEAD.
 */
final class ListingResponses {
    /** Up to so many entries are written before the response is sent, so that its length is known. */
    static final int SMALL = 100;

    /** The page needs nothing but its own style. Whatever a name might smuggle in is not run, loaded or sent. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline';"
            + " base-uri 'self'; form-action 'none'; frame-ancestors 'self'";

    private static final Response PAGE = negotiated(Response.of(Status.OK)
                    .withHeader("Content-Type", ListingFormat.HTML.contentType())
                    .withHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY))
            .withHeader("X-Content-Type-Options", "nosniff");
    private static final Response JSON = negotiated(
                    Response.of(Status.OK).withHeader("Content-Type", ListingFormat.JSON.contentType()))
            .withHeader("X-Content-Type-Options", "nosniff");
    private static final Response NOT_MODIFIED = negotiated(Response.of(Status.NOT_MODIFIED));
    private static final Response PRECONDITION_FAILED = Response.error(Status.PRECONDITION_FAILED);

    private final Executor executor;

    /**
     * @param executor where large listings are written
     */
    ListingResponses(Executor executor) {
        this.executor = executor;
    }

    private static Response negotiated(Response response) {
        return response.withHeader("Cache-Control", "no-cache").withHeader("Vary", "Accept");
    }

    /**
     * Returns a response.
     *
     * @param place of the directory as asked for, with a slash at the end
     * @param lease of the listing, of which the response has another one while it is sent; null if there is none, for a small
     *     listing
     */
    Response of(Request request, TreePath place, Listing listing, ListingStore.@Nullable Lease lease) {
        ListingFormat format = ListingFormat.preferred(request.headers());
        EntityTag tag = EntityTag.weak(listing.fingerprint() + '-' + format.version());
        return switch (Preconditions.evaluate(request.headers(), tag)) {
            case FAILED -> PRECONDITION_FAILED;
            case NOT_MODIFIED -> NOT_MODIFIED.withHeader("ETag", tag.toString());
            default ->
                (format == ListingFormat.HTML ? PAGE : JSON)
                        .withHeader("ETag", tag.toString())
                        .withBody(body(request, format, place, listing, lease));
        };
    }

    private Body body(
            Request request,
            ListingFormat format,
            TreePath place,
            Listing listing,
            ListingStore.@Nullable Lease lease) {
        ListingOrder order = ListingOrder.of(request);
        ListingText text = format.text(place, order);
        return lease == null || listing.size() <= SMALL
                ? Body.of(ListingStream.whole(listing, text, order))
                : new ListingBody(new ListingStream(lease.copy(), text, order), executor);
    }
}
