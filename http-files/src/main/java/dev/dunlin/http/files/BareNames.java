package dev.dunlin.http.files;

import dev.dunlin.http.files.Resolution.Ambiguous;
import dev.dunlin.http.files.Resolution.Elsewhere;
import dev.dunlin.http.files.Resolution.FileFound;
import dev.dunlin.http.files.Resolution.FoundByName;
import dev.dunlin.http.files.Resolution.NothingThere;
import dev.dunlin.http.files.Resolution.Pending;
import dev.dunlin.http.files.Resolution.Refusal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Finds what does not lie at the path asked for by the end of its own path. What {@link NameIndex} says is a hint: a file
 * is looked for where it is said to be, under all the rules of {@link DocumentRoot}, before it is sent; one of several that
 * are only named is looked at in passing.
 *
 * <p>Safe for use by several threads.
 */
final class BareNames implements AutoCloseable {
    /** How long a request waits for the names to be read. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final NameIndex index;
    private final DocumentRoot root;
    private final boolean redirects;
    private final RecentNames recent;

    /**
     * @param index owned by this from now on
     * @param redirects whether clients are sent to the real place of what they have asked for by its name
     * @param clock tells how long a look is ago
     */
    BareNames(NameIndex index, DocumentRoot root, boolean redirects, InstantSource clock) {
        this.index = index;
        this.root = root;
        this.redirects = redirects;
        this.recent = new RecentNames(clock);
    }

    /** What was sent for such a path within the last second. */
    RecentNames recent() {
        return recent;
    }

    /** Looks for a file whose path ends in the names of this place; never for a directory. */
    Resolution resolve(NothingThere nothing) {
        if (nothing.place().endsInSlash()) return nothing;
        NameMatches matches = index.find(nothing.place().names());
        if (matches == NameMatches.Nothing.NOT_READY) return Pending.NAMES_UNREAD;
        if (matches instanceof NameMatches.One one) return only(one.place(), nothing);
        if (matches instanceof NameMatches.Several several) return among(several, nothing);
        return nothing;
    }

    /** Completes when names can be looked up; with false if that takes too long, or will never be. */
    CompletionStage<Boolean> whenRead() {
        return index.whenReady(PATIENCE);
    }

    /** How many files can be found. */
    long count() {
        return index.size();
    }

    /** How many places had changed without notice, and were put right. */
    long healed() {
        return index.healed();
    }

    private Resolution only(TreePath place, NothingThere nothing) {
        Resolution found = root.resolve(place.names());
        if (found instanceof FileFound file) return redirects ? new Elsewhere(file.uriPath()) : new FoundByName(file);
        return found == Refusal.FORBIDDEN || found == Pending.UNSETTLED ? found : nothing;
    }

    private Resolution among(NameMatches.Several several, NothingThere nothing) {
        List<TreePath> places = several.places().stream()
                .filter(root::seemsToHave)
                .map(place -> place.mountedAt(nothing.place().prefix()))
                .toList();
        if (places.isEmpty()) return nothing;
        boolean isOnly = places.size() == 1 && !several.more();
        return isOnly ? only(places.get(0), nothing) : new Ambiguous(places, several.more());
    }

    /** Ends the thread that keeps the names. */
    @Override
    public void close() {
        index.close();
    }
}
