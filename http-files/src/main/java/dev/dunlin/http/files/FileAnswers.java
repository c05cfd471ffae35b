package dev.dunlin.http.files;

import com.google.common.escape.Escaper;
import com.google.common.net.PercentEscaper;
import dev.dunlin.http.Request;
import dev.dunlin.http.Responder;
import dev.dunlin.http.Response;
import dev.dunlin.http.Status;
import dev.dunlin.http.files.Resolution.Ambiguous;
import dev.dunlin.http.files.Resolution.DirectoryFound;
import dev.dunlin.http.files.Resolution.Elsewhere;
import dev.dunlin.http.files.Resolution.FileFound;
import dev.dunlin.http.files.Resolution.FoundByName;
import dev.dunlin.http.files.Resolution.NothingThere;
import dev.dunlin.http.files.Resolution.Pending;
import dev.dunlin.http.files.Resolution.Refusal;
import dev.dunlin.http.files.Resolution.SlashMissing;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers GET and HEAD: finds what the path leads to and renders it, whatever it is, in this one place.
 *
 * <p>Safe for use by several threads.
 */
final class FileAnswers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileAnswers.class);

    /** How often a file is looked at that changes while it is looked at. */
    private static final int ATTEMPTS = 3;

    /** May be another answer soon, without anything having changed at the path that was asked for. */
    private static final String NO_CACHE = "no-cache";

    /** What the answer would be is known in a moment. */
    static final Response TRY_AGAIN = Response.error(Status.SERVICE_UNAVAILABLE)
            .withHeader("Retry-After", "1")
            .withHeader("Cache-Control", NO_CACHE);

    private static final Response NOT_FOUND = Response.error(Status.NOT_FOUND);
    private static final Response NOT_FOUND_BY_NAME = NOT_FOUND.withHeader("Cache-Control", NO_CACHE);

    /** Leaves a query as it is, but for what may not stand in a field. */
    private static final Escaper QUERY = new PercentEscaper("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", false);

    /** With no file left to open, nearly every request would have something to say. */
    private static final long WARNING_MILLIS = Duration.ofMinutes(1).toMillis();

    private final DocumentRoot root;
    private final FileSource files;
    private final HandlerThreads threads;
    private final InstantSource clock;
    private final AtomicLong nextWarning = new AtomicLong(Long.MIN_VALUE);
    private final @Nullable BareNames names;
    private final @Nullable DirectoryListing listing;
    private final ErrorRenderer errors;
    private final @Nullable String fallbackPage;

    /**
     * @param threads for what takes too long for an event loop; closed with this
     * @param clock tells when to warn again
     * @param names null if nothing is looked up by its name
     * @param listing null if directories are not listed
     * @param errors makes the content of error responses
     * @param fallbackPage the name of the file in the root that answers where a page is missing, or null
     */
    FileAnswers(
            DocumentRoot root,
            FileSource files,
            HandlerThreads threads,
            InstantSource clock,
            @Nullable BareNames names,
            @Nullable DirectoryListing listing,
            ErrorRenderer errors,
            @Nullable String fallbackPage) {
        this.root = root;
        this.files = files;
        this.threads = threads;
        this.clock = clock;
        this.names = names;
        this.listing = listing;
        this.errors = errors;
        this.fallbackPage = fallbackPage;
    }

    /** Nearly every request ends here in the first two lines. */
    void get(Request request, Responder responder) throws IOException {
        Response answer = files.fresh(request);
        if (answer == null && names != null) answer = freshByName(names.recent(), request);
        if (answer != null) {
            respond(answer, responder);
        } else {
            lookFor(request, responder);
        }
    }

    private @Nullable Response freshByName(RecentNames recent, Request request) {
        String place = recent.place(request.path());
        Response answer = place == null ? null : files.fresh(place, request);
        return answer == null ? null : saidToBeAt(Objects.requireNonNull(place), answer);
    }

    private void lookFor(Request request, Responder responder) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Resolution resolution = resolve(request);
            if (resolution == Pending.NAMES_UNREAD) {
                lookForLater(request, responder);
                return;
            }
            if (listing != null && resolution instanceof DirectoryFound directory) {
                files.forget(request.path());
                if (listing.respond(directory, request, withErrors(responder))) return;
                continue;
            }
            Response answer = render(resolution, request, attempt == ATTEMPTS - 1);
            if (answer != null) {
                respond(answer, responder);
                return;
            }
        }
        warnOfUnsettled(request);
        respond(TRY_AGAIN, responder);
    }

    /** Responds with what this handler has made: an error as the site or the server has it. */
    void respond(Response response, Responder responder) {
        responder.respond(errors.render(response, responder));
    }

    private Responder withErrors(Responder responder) {
        return responder.map(response -> errors.render(response, responder));
    }

    private void warnOfUnsettled(Request request) {
        long now = clock.millis();
        long due = nextWarning.get();
        boolean isEarly = now < due && due - now <= WARNING_MILLIS; // otherwise the clock was set back
        if (isEarly || !nextWarning.compareAndSet(due, now + WARNING_MILLIS)) return;
        LOG.warn("cannot be opened, or changes faster than it can be read: {}", request.path());
    }

    /** By the whole path first: a file never hides another one that is asked for by its exact place. */
    private Resolution resolve(Request request) {
        Resolution exact = root.resolveRequest(request.pathSegments());
        return names != null && exact instanceof NothingThere nothing ? names.resolve(nothing) : exact;
    }

    /** Not on the thread that reads the names, which has better things to do than to read files, too. */
    private void lookForLater(Request request, Responder responder) {
        BareNames pending = Objects.requireNonNull(names);
        pending.whenRead()
                .thenAcceptAsync(
                        read -> {
                            if (!read) {
                                respond(TRY_AGAIN, responder);
                                return;
                            }
                            try {
                                lookFor(request, responder);
                            } catch (IOException | RuntimeException e) {
                                responder.fail(e);
                            }
                        },
                        threads);
    }

    /**
     * The answer, or null if what was found has changed since, or was still changing.
     *
     * @param mayGrow whether a file that has only grown is good enough
     */
    private @Nullable Response render(Resolution resolution, Request request, boolean mayGrow) throws IOException {
        if (resolution instanceof FileFound file) return files.send(file, request, mayGrow);
        if (resolution == Pending.UNSETTLED) return null;
        files.forget(request.path());
        if (resolution instanceof FoundByName found) return sendByName(found.file(), request, mayGrow);
        if (resolution instanceof DirectoryFound) return NOT_FOUND;
        if (resolution instanceof SlashMissing directory) {
            return redirect(Status.MOVED_PERMANENTLY, directory.uriPath(), request);
        }
        if (resolution instanceof Elsewhere file) {
            return redirect(Status.FOUND, file.uriPath(), request).withHeader("Cache-Control", NO_CACHE);
        }
        if (resolution instanceof NothingThere nothing) return fallBack(nothing.place(), request, mayGrow);
        if (resolution instanceof Ambiguous choices) {
            return ChoicesPage.of(choices).withHeader("Cache-Control", NO_CACHE);
        }
        if (resolution instanceof Refusal refusal) return Response.error(refusal.status());
        throw new AssertionError(resolution);
    }

    /** A name with an extension is not a page's, but that of something that belongs to one. */
    private @Nullable Response fallBack(TreePath place, Request request, boolean mayGrow) throws IOException {
        // The one name with a dot before it is .well-known, where clients look for what is not there, too.
        boolean isPage = !place.names().isEmpty()
                && place.lastName().indexOf('.') < 0
                && place.names().stream().noneMatch(name -> name.startsWith("."));
        if (fallbackPage != null && isPage) {
            Resolution page = root.resolve(List.of(fallbackPage));
            if (page instanceof FileFound file) return uncached(files.send(file, request, mayGrow));
        }
        return names == null ? NOT_FOUND : NOT_FOUND_BY_NAME;
    }

    private static @Nullable Response uncached(@Nullable Response answer) {
        return answer == null ? null : answer.withHeader("Cache-Control", NO_CACHE);
    }

    private @Nullable Response sendByName(FileFound file, Request request, boolean mayGrow) throws IOException {
        Response answer = files.send(file, request, mayGrow);
        if (answer == null) return null;
        if (names != null) names.recent().remember(request.path(), file.uriPath());
        return saidToBeAt(file.uriPath(), answer);
    }

    private static Response saidToBeAt(String place, Response answer) {
        Response said = answer.status() >= 400 ? answer : answer.withHeader("Content-Location", place);
        return said.withHeader("Cache-Control", NO_CACHE);
    }

    private static Response redirect(int status, String uriPath, Request request) {
        String query = request.query().map(text -> '?' + QUERY.escape(text)).orElse("");
        return Response.error(status).withHeader("Location", uriPath + query);
    }

    /** An answer with an error status, with the site's page if there is one. */
    Response error(int status) {
        return errors.make(status);
    }

    /** What was done until now, and what is kept. */
    FilesSnapshot snapshot() {
        long listingBytes = listing == null ? 0 : listing.bytes();
        return names == null
                ? files.snapshot(listingBytes, 0, 0)
                : files.snapshot(listingBytes, names.count(), names.healed());
    }

    /** Closes all files that are kept open, each when it has been sent, and ends the thread that keeps the names. */
    @Override
    public void close() {
        files.close();
        if (listing != null) listing.close();
        // Those that wait for the names are told that there will be none, on the threads.
        if (names != null) names.close();
        threads.close();
    }
}
