package dev.dunlin.http.files;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When {@link NameKeeper} has to do what nobody tells it to. Times are those of {@link System#nanoTime}.
 *
 * <p>For one thread.
 */
final class NameSchedule {
    /** How often the root is looked at. */
    static final long ROOT_CHECK = TimeUnit.SECONDS.toNanos(1);

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

    private final long interval;

    /** Whether everything has to be read as soon as that is allowed. */
    private boolean readIsWanted = true;

    private long readAllowed;

    /** When everything is read although nobody wants it, if changes may have gone unseen. */
    private long readDue;

    private long rootCheckDue;

    /**
     * Everything is due now.
     *
     * @param interval how often everything is read where changes may go unseen
     */
    NameSchedule(Duration interval, long now) {
        this.interval = interval.toNanos();
        readAllowed = now;
        readDue = now;
        rootCheckDue = now;
    }

    /** Everything has to be read. */
    void wantRead() {
        readIsWanted = true;
    }

    /** Returns whether everything has to be read, be it later. */
    boolean isReadWanted() {
        return readIsWanted;
    }

    /** The root has to be looked at now. */
    void wantRootCheck(long now) {
        rootCheckDue = now;
    }

    /** What was just done has failed, so everything has to be read, but not at once: it may fail again. */
    void wantReadAfterFailure(long now) {
        readIsWanted = true;
        readAllowed = now + ROOT_CHECK;
    }

    /**
     * How long there is nothing to do; 0 if there is something.
     *
     * @param blind whether changes may go unseen
     */
    long untilDue(long now, boolean blind) {
        long wait = rootCheckDue - now;
        if (readIsWanted) wait = Math.min(wait, readAllowed - now);
        if (blind) wait = Math.min(wait, Math.max(readDue - now, readAllowed - now));
        return Math.max(0, wait);
    }

    /** Tells whether the root has to be looked at now, and takes it for done. */
    boolean takeRootCheck(long now) {
        if (now - rootCheckDue < 0) return false;
        rootCheckDue = now + ROOT_CHECK;
        return true;
    }

    /**
     * Tells whether everything has to be read now.
     *
     * @param blind whether changes may go unseen
     */
    boolean isReadDue(long now, boolean blind) {
        if (now - readAllowed < 0) return false;
        return readIsWanted || (blind && now - readDue >= 0);
    }

    /** Everything will be read: what is wanted after this has to be done after that. */
    void beginRead() {
        readIsWanted = false;
    }

    /** Everything was read. That takes at most half of the thread's time, however long it takes. */
    void endRead(long now, long took) {
        readAllowed = now + Math.max(took, SHORTEST_PAUSE);
        readDue = now + interval;
        rootCheckDue = now + ROOT_CHECK;
    }
}
