package dev.dunlin.http.files;

import dev.dunlin.http.Headers;
import dev.dunlin.http.HttpDate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The preconditions of a GET or HEAD request (RFC 9110 §13), as a pure function of its fields and of the validators of
 * the selected representation. They are evaluated in the order of §13.2.2.
 */
final class Preconditions {
    private Preconditions() {}

    /** What is to be done after all preconditions were looked at. */
    enum Outcome {
        /** Answer with the whole: there are none, or all hold; a range is not asked for, or not of this version. */
        PROCEED,
        /** Answer with what {@code Range} asks for, if the method is one that it is defined for. */
        PROCEED_WITH_RANGE,
        /** Answer with 304: the client has what it would be sent. */
        NOT_MODIFIED,
        /** Answer with 412: the client wants another version or none. */
        FAILED
    }

    /**
     * Evaluates the preconditions of a request.
     *
     * @param request the request's fields
     * @param validators of the selected representation; parts of a second do not count
     */
    static Outcome evaluate(Headers request, Validators validators) {
        EntityTag tag = validators.tag();
        long modified = validators.lastModified().getEpochSecond();
        if (request.contains("If-Match")) {
            if (!matches(request.all("If-Match"), tag::equalsStrongly)) return Outcome.FAILED;
        } else if (request.contains("If-Unmodified-Since")) {
            Optional<Instant> date = date(request, "If-Unmodified-Since");
            if (date.isPresent() && modified > date.get().getEpochSecond()) return Outcome.FAILED;
        }
        if (request.contains("If-None-Match")) {
            if (matches(request.all("If-None-Match"), tag::equalsWeakly)) return Outcome.NOT_MODIFIED;
        } else if (request.contains("If-Modified-Since")) {
            Optional<Instant> date = date(request, "If-Modified-Since");
            if (date.isPresent() && modified <= date.get().getEpochSecond()) return Outcome.NOT_MODIFIED;
        }
        boolean range = request.contains("Range") && isRangeOf(request, validators);
        return range ? Outcome.PROCEED_WITH_RANGE : Outcome.PROCEED;
    }

    /**
     * Evaluates the preconditions of a request for a representation that has no date, so that those that name one are
     * ignored (§13.1.3, §13.1.4), and no ranges.
     *
     * @param request the request's fields
     * @param tag of the selected representation
     */
    static Outcome evaluate(Headers request, EntityTag tag) {
        boolean isOther = request.contains("If-Match") && !matches(request.all("If-Match"), tag::equalsStrongly);
        if (isOther) return Outcome.FAILED;
        boolean isKnown = request.contains("If-None-Match") && matches(request.all("If-None-Match"), tag::equalsWeakly);
        return isKnown ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
    }

    /**
     * If-Match (RFC 9110 §13.1.1) by strong comparison, as the client wants these very bytes; If-None-Match (§13.1.2)
     * by weak comparison, as a cache is content with something as good.
     */
    private static boolean matches(List<String> lines, Predicate<EntityTag> comparison) {
        for (String line : lines) {
            if (line.equals("*") || EntityTag.parseList(line).stream().anyMatch(comparison)) return true;
        }
        return false;
    }

    /**
     * The date of If-Unmodified-Since (RFC 9110 §13.1.4) or If-Modified-Since (§13.1.3), each of which is ignored when it
     * is no single date, and beside the field that compares tags, which is more exact.
     */
    private static Optional<Instant> date(Headers request, String name) {
        List<String> lines = request.all(name);
        return lines.size() == 1 ? HttpDate.parse(lines.get(0)) : Optional.empty();
    }

    /**
     * If-Range (RFC 9110 §13.1.5): parts of two versions must not be put together. Equal text is strong comparison when
     * the tag is strong. One that is weak tells that the file may have changed twice within a second, and then the date is
     * no strong validator, either (§8.8.2.2).
     */
    private static boolean isRangeOf(Headers request, Validators validators) {
        EntityTag tag = validators.tag();
        List<String> lines = request.all("If-Range");
        if (lines.isEmpty()) return true;
        if (lines.size() > 1 || tag.isWeak()) return false;
        String validator = lines.get(0);
        if (validator.equals(tag.toString())) return true;
        Optional<Instant> date = validators.isDateExact() ? HttpDate.parse(validator) : Optional.empty();
        return date.isPresent()
                && date.get().getEpochSecond() == validators.lastModified().getEpochSecond();
    }
}
