package dev.dunlin.http.files;

import com.google.common.escape.Escaper;
import com.google.common.net.PercentEscaper;
import dev.dunlin.http.Headers;
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
import java.util.Objects;
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

    /** What the answer would be is known in a moment. */
    private static final Response TRY_AGAIN =
            Response.error(Status.SERVICE_UNAVAILABLE).withHeader("Retry-After", "1");

    /** May be another answer soon, without anything having changed at the path that was asked for. */
    private static final String NO_CACHE = "no-cache";

    private static final Response NOT_FOUND = Response.error(Status.NOT_FOUND);
    private static final Response NOT_FOUND_BY_NAME = NOT_FOUND.withHeader("Cache-Control", NO_CACHE);

    /** Leaves a query as it is, but for what may not stand in a field. */
    private static final Escaper QUERY = new PercentEscaper("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", false);

    private final DocumentRoot root;
    private final FileLoader loader;
    private final FileCache cache;
    private final @Nullable BareNames names;
    private final @Nullable DirectoryListing listing;

    /**
     * @param names null if nothing is looked up by its name
     * @param listing null if directories are not listed
     */
    FileAnswers(
            DocumentRoot root,
            FileLoader loader,
            FileCache cache,
            @Nullable BareNames names,
            @Nullable DirectoryListing listing) {
        this.root = root;
        this.loader = loader;
        this.cache = cache;
        this.names = names;
        this.listing = listing;
    }

    /** Nearly every request ends here in the first three lines. */
    void get(Request request, Responder responder) throws IOException {
        Representation fresh = cache.fresh(request.path());
        Response answer = fresh == null ? null : fresh.answer(request.headers());
        if (answer != null) {
            responder.respond(answer);
        } else {
            lookFor(request, responder);
        }
    }

    private void lookFor(Request request, Responder responder) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Resolution resolution = resolve(request);
            if (resolution == Pending.NAMES_UNREAD) {
                lookForLater(request, responder);
                return;
            }
            Response answer = render(resolution, request);
            if (answer != null) {
                responder.respond(answer);
                return;
            }
        }
        LOG.warn("cannot be opened, or changes faster than it can be read: {}", request.path());
        responder.respond(TRY_AGAIN);
    }

    /** By the whole path first: a file never hides another one that is asked for by its exact place. */
    private Resolution resolve(Request request) {
        Resolution exact = root.resolve(request.pathSegments());
        return names != null && exact instanceof NothingThere nothing ? names.resolve(nothing) : exact;
    }

    /** Not on the thread that reads the names, which has better things to do than to read files, too. */
    private void lookForLater(Request request, Responder responder) {
        BareNames pending = Objects.requireNonNull(names);
        pending.whenRead().thenAcceptAsync(read -> {
            if (!read) {
                responder.respond(TRY_AGAIN);
                return;
            }
            try {
                lookFor(request, responder);
            } catch (IOException | RuntimeException e) {
                responder.fail(e);
            }
        });
    }

    /** The answer, or null if the file has changed since it was found. */
    private @Nullable Response render(Resolution resolution, Request request) throws IOException {
        if (resolution instanceof FileFound file) return send(file, request.headers());
        cache.forget(request.path());
        if (resolution instanceof FoundByName found) return sendByName(found.file(), request);
        if (resolution instanceof DirectoryFound directory) return list(directory, request);
        if (resolution instanceof SlashMissing directory) {
            return redirect(Status.MOVED_PERMANENTLY, directory.uriPath(), request);
        }
        if (resolution instanceof Elsewhere file) {
            return redirect(Status.FOUND, file.uriPath(), request).withHeader("Cache-Control", NO_CACHE);
        }
        if (resolution instanceof NothingThere) return names == null ? NOT_FOUND : NOT_FOUND_BY_NAME;
        if (resolution instanceof Ambiguous choices) {
            return ChoicesPage.of(choices).withHeader("Cache-Control", NO_CACHE);
        }
        if (resolution instanceof Refusal refusal) return Response.error(refusal.status());
        throw new AssertionError(resolution);
    }

    private @Nullable Response send(FileFound file, Headers request) throws IOException {
        Representation known = cache.renewed(file);
        Response answer = known == null ? null : known.answer(request);
        if (answer != null) return answer;

        Representation loaded = loader.load(file);
        if (loaded == null) return null;
        answer = loaded.answer(request); // before the cache, which may let go of it at once
        cache.put(loaded);
        return answer;
    }

    private @Nullable Response sendByName(FileFound file, Request request) throws IOException {
        Response answer = send(file, request.headers());
        return answer == null
                ? null
                : answer.withHeader("Content-Location", file.uriPath()).withHeader("Cache-Control", NO_CACHE);
    }

    private Response list(DirectoryFound directory, Request request) throws IOException {
        return listing == null ? NOT_FOUND : listing.answer(request, directory.path(), directory.place());
    }

    private static Response redirect(int status, String uriPath, Request request) {
        String query = request.query().map(text -> '?' + QUERY.escape(text)).orElse("");
        return Response.error(status).withHeader("Location", uriPath + query);
    }

    /** Closes all files that are kept open, each when it has been sent, and ends the thread that keeps the names. */
    @Override
    public void close() {
        cache.close();
        if (names != null) names.close();
    }
}
