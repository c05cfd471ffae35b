package dev.dunlin.http.files;

import dev.dunlin.http.AcceptedCodings;
import dev.dunlin.http.Request;
import dev.dunlin.http.Response;
import dev.dunlin.http.files.Resolution.FileFound;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The representations of a file: as it is, and in the codings that lie beside it. The client's preferences select one of
 * them (RFC 9110 §12.1), which then has validators and ranges of its own.
 */
final class Variants {
    private final Representation plain;
    private final Map<Coding, Representation> coded;

    Variants(Representation plain, Map<Coding, Representation> coded) {
        this.plain = plain;
        this.coded = Map.copyOf(coded);
    }

    /** What these are representations of. */
    FileFound file() {
        return plain.file();
    }

    /** Tells whether these still represent a file that was looked at again. */
    boolean areStill(FileFound found) {
        return plain.isStill(found) && coded.values().stream().allMatch(each -> each.isStill(each.file()));
    }

    /** The memory that their contents take, in bytes. */
    long contentBytes() {
        return plain.contentBytes()
                + coded.values().stream()
                        .mapToLong(Representation::contentBytes)
                        .sum();
    }

    /** How many files they hold open. */
    int openFiles() {
        return (plain.holdsFile() ? 1 : 0)
                + (int) coded.values().stream()
                        .filter(Representation::holdsFile)
                        .count();
    }

    /** The answer by the selected one, see {@link Representation#answer}. */
    @Nullable
    Response answer(Request request) {
        return selected(request).answer(request);
    }

    /** The answer by the selected one if its file has not changed, see {@link Representation#answerIfUnchanged}. */
    @Nullable
    Response answerIfUnchanged(Request request) {
        return selected(request).answerIfUnchanged(request);
    }

    /** Returns whether they hold files open that are not being sent. */
    boolean holdIdleFiles() {
        return openFiles() > 0 && plain.isIdle() && coded.values().stream().allMatch(Representation::isIdle);
    }

    private Representation selected(Request request) {
        return coded.isEmpty() ? plain : selected(AcceptedCodings.of(request.headers()));
    }

    /** One that accepts nothing of what there is gets the file as it is: that is more use than an error. */
    private Representation selected(AcceptedCodings accepted) {
        Representation best = plain;
        double weight = accepted.weight(AcceptedCodings.IDENTITY);
        for (Coding coding : Coding.values()) {
            Representation candidate = coded.get(coding);
            double own = accepted.weight(coding.token());
            boolean isBetter = own > weight || (own == weight && own > 0 && best == plain);
            if (candidate == null || !isBetter) continue;
            best = candidate;
            weight = own;
        }
        return best;
    }

    /** Lets go of the open files. To be called once. */
    void release() {
        plain.release();
        coded.values().forEach(Representation::release);
    }
}
