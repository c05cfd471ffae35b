package dev.dunlin.http.net;

import org.jspecify.annotations.Nullable;

/** Something that is to happen unless it is put off or called off. In at most one {@link Deadlines} at a time. */
public class Deadline {
    private final Runnable expiry;

    @Nullable
    Deadlines list;

    @Nullable
    Deadline earlier;

    @Nullable
    Deadline later;

    long touched;

    /**
     * @param expiry what happens then, on the event loop
     */
    public Deadline(Runnable expiry) {
        this.expiry = expiry;
    }

    /** Tells whether this waits in that list. */
    public final boolean isIn(Deadlines deadlines) {
        return list == deadlines;
    }

    /** Calls it off. Does nothing if it is not set. */
    public final void cancel() {
        if (list != null) list.remove(this);
    }

    final void expire() {
        expiry.run();
    }

    /**
     * Ends before its time what waits here, to make room for something else, if nobody loses anything by that. The default
     * never does.
     *
     * @param waitedNanos how long it has waited
     * @return whether it has ended
     */
    protected boolean expireEarly(long waitedNanos) {
        return false;
    }
}
