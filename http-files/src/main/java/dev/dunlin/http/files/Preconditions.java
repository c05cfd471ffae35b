package dev.dunlin.http.files;

import dev.dunlin.http.Headers;
import dev.dunlin.http.HttpDate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The preconditions of a GET or HEAD request (RFC 9110 §13), as a pure function of its fields and of the validators of
 * the selected representation. They are evaluated in the order of §13.2.2.
 */
final class Preconditions {
    private Preconditions() {}

    /** What is to be done after all preconditions were looked at. */
    enum Outcome {
        /** Answer as if there were none. */
        PROCEED,
        /** Answer with 304: the client has what it would be sent. */
        NOT_MODIFIED
    }

    /**
     * Evaluates the preconditions of a request.
     *
     * @param request the request's fields
     * @param tag of the selected representation
     * @param lastModified of the selected representation; parts of a second do not count
     */
    static Outcome evaluate(Headers request, EntityTag tag, Instant lastModified) {
        if (request.contains("If-None-Match")) {
            return matches(request.all("If-None-Match"), tag) ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
        }
        if (request.contains("If-Modified-Since")) {
            boolean modified = isModifiedSince(request.all("If-Modified-Since"), lastModified);
            return modified ? Outcome.PROCEED : Outcome.NOT_MODIFIED;
        }
        return Outcome.PROCEED;
    }

    /** If-None-Match (RFC 9110 §13.1.2): weak comparison, as a cache is content with something as good. */
    private static boolean matches(List<String> lines, EntityTag tag) {
        for (String line : lines) {
            if (line.equals("*")) return true;
            for (EntityTag known : EntityTag.parseList(line)) {
                if (known.equalsWeakly(tag)) return true;
            }
        }
        return false;
    }

    /**
     * If-Modified-Since (RFC 9110 §13.1.3). Only looked at when there is no If-None-Match, which is more exact; ignored
     * when it is no single date.
     */
    private static boolean isModifiedSince(List<String> lines, Instant lastModified) {
        if (lines.size() != 1) return true;
        Instant modified = lastModified.truncatedTo(ChronoUnit.SECONDS);
        return HttpDate.parse(lines.get(0)).map(modified::isAfter).orElse(true);
    }
}
