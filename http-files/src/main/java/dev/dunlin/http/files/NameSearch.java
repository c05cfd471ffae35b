package dev.dunlin.http.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One look-up in a {@link NameTree}: begins at the rarest of the names asked for, since a path that ends in all of them
 * holds that one too, and tries each place where it occurs.
 *
 * <p>What it costs is bounded whatever is asked for and whatever the tree holds, since an event loop waits for it. Who
 * can choose names for both (ten thousand directories {@code a} with a {@code b} in each, but never a {@code c} in that)
 * could otherwise keep the loop busy.
 */
final class NameSearch {
    /** How many names are compared before the search is given up; a millisecond's worth if all of them miss the caches. */
    static final int MOST_STEPS = 10_000;

    private static final Comparator<TreePath> BY_NAMES = (a, b) -> compare(a.names(), b.names());

    private final NameTree tree;
    private final List<String> tail;
    private final String file;
    private final List<TreePath> found = new ArrayList<>();
    private int steps;

    /** @param tail not empty */
    NameSearch(NameTree tree, List<String> tail) {
        this.tree = tree;
        this.tail = tail;
        this.file = tail.get(tail.size() - 1);
    }

    NameMatches find() {
        TreeDirectories candidates = tree.holdersOf(file);
        if (candidates == null) return NameMatches.Nothing.NONE;
        int directories = tail.size() - 1;
        int position = directories - 1; // of the candidates' name in the tail; -1 when there is nothing but the file
        for (int i = 0; i < directories; i++) {
            TreeDirectories called = tree.called(tail.get(i));
            if (called == null) return NameMatches.Nothing.NONE;
            if (called.size() < candidates.size()) {
                candidates = called;
                position = i;
            }
        }
        return tryAll(candidates, position);
    }

    private NameMatches tryAll(TreeDirectories candidates, int position) {
        for (TreeDirectory candidate : candidates) {
            if (++steps > MOST_STEPS) return givenUp();
            TreeDirectory holder = fitsUpwards(candidate, position) ? descend(candidate, position + 1) : null;
            if (holder == null) continue;
            if (found.size() == NameMatches.MOST) return several(true);
            found.add(holder.place(file));
        }
        if (steps > MOST_STEPS) return givenUp(); // in the midst of the last one
        if (found.isEmpty()) return NameMatches.Nothing.NONE;
        return found.size() == 1 ? new NameMatches.One(found.get(0)) : several(false);
    }

    /** Tells whether a directory and those that it lies in have the names up to this position. */
    private boolean fitsUpwards(TreeDirectory candidate, int position) {
        if (candidate.depth() <= position) return false;
        TreeDirectory directory = candidate;
        for (int i = position; i >= 0 && directory != null; i--) {
            if (++steps > MOST_STEPS || !directory.name().equals(tail.get(i))) return false;
            directory = directory.parent();
        }
        return true;
    }

    /** Follows the names from this position down to the directory that holds the file; null if it does not exist. */
    private @Nullable TreeDirectory descend(TreeDirectory candidate, int position) {
        TreeDirectory directory = candidate;
        for (int i = position; i < tail.size() - 1; i++) {
            if (++steps > MOST_STEPS) return null;
            directory = directory.child(tail.get(i));
            if (directory == null) return null;
        }
        TreeDirectories holders = tree.holdersOf(file);
        return holders != null && holders.contains(directory) ? directory : null;
    }

    private NameMatches givenUp() {
        return found.isEmpty() ? NameMatches.Nothing.UNDECIDED : several(true);
    }

    private NameMatches several(boolean more) {
        found.sort(BY_NAMES);
        return new NameMatches.Several(found, more);
    }

    private static int compare(List<String> a, List<String> b) {
        int common = Math.min(a.size(), b.size());
        for (int i = 0; i < common; i++) {
            int order = a.get(i).compareTo(b.get(i));
            if (order != 0) return order;
        }
        return Integer.compare(a.size(), b.size());
    }
}
