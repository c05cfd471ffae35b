package dev.dunlin.http.files;

import java.util.List;

/** What {@link NameIndex} knows of a name. */
sealed interface NameMatches {
    /** The most places that are named, however many there are. */
    int MOST = 100;

    /**
     * The only file whose path ends in what was asked for.
     *
     * @param place where it lies; nothing is said about whether it still does
     */
    record One(TreePath place) implements NameMatches {}

    /**
     * More than one file, or one that was not shown to be the only one.
     *
     * @param places where they lie, in the order of their names; at least one, at most {@link #MOST}. A single one
     *     means that the search was given up after it had found this one, and it must not be taken for the only one.
     * @param more whether there are others, or may be
     */
    record Several(List<TreePath> places, boolean more) implements NameMatches {
        public Several {
            places = List.copyOf(places);
        }
    }

    /** No file to name. */
    enum Nothing implements NameMatches {
        /** There is none. */
        NONE,
        /** The search was given up before it had found any: too many places had to be looked at. There may be some. */
        UNDECIDED,
        /** The tree has not been read yet; see {@link NameIndex#whenReady}. */
        NOT_READY
    }
}
