package dev.dunlin.http.files;

import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.files.Resolution.FileFound;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Answers with files: with the representations that are kept, or else with those that are loaded, and kept from then on.
 *
 * <p>Safe for use by several threads.
 */
final class FileSource implements AutoCloseable {
    private final VariantsLoader loader;
    private final FileCache cache;

    FileSource(VariantsLoader loader, FileCache cache) {
        this.loader = loader;
        this.cache = cache;
    }

    /** The answer, if the file at this path was looked at within the last second; null if it has to be looked for. */
    @Nullable
    Response fresh(Request request) {
        return fresh(request.path(), request);
    }

    /** The same with the file at another path. */
    @Nullable
    Response fresh(String uriPath, Request request) {
        Variants fresh = cache.fresh(uriPath);
        return fresh == null ? null : fresh.answerIfUnchanged(request);
    }

    /**
     * The answer with a file that was found just now, or null if it has changed since.
     *
     * @param mayGrow whether a file that has only grown since is good enough
     */
    @Nullable
    Response send(FileFound file, Request request, boolean mayGrow) throws IOException {
        Variants known = cache.renewed(file);
        Response answer = known == null ? null : known.answer(request);
        if (answer != null) return answer;

        Variants loaded = loader.load(file, mayGrow);
        if (loaded == null) return null;
        answer = loaded.answer(request); // before the cache, which may let go of it at once
        cache.put(loaded);
        return answer;
    }

    /** There is no file at this path. */
    void forget(String uriPath) {
        cache.forget(uriPath);
    }

    /** What was done until now, and what is kept; what listings and names there are, the caller knows. */
    FilesSnapshot snapshot(long listingBytes, long names, long healedNames) {
        return cache.snapshot(listingBytes, names, healedNames);
    }

    /** Closes all files that are kept open, each when it has been sent. */
    @Override
    public void close() {
        cache.close();
    }
}
