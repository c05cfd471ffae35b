package dev.dunlin.http.net;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;

/**
 * Makes room at the connection limit, when a client waits: the connection that has been idle for longest is closed for it. A
 * loop that has none asks the others, all at once, of which one closes one:
 *
 * <pre>
 *   no place ──► one of this loop is idle ───────────────────────────────────► closed
 *                 none is ──► WANTED ──► the first other loop that has one ──► closed
 *                               ▲                │ none is
 *                               └── asked anew, a moment later
 * </pre>
 */
public final class IdleEviction {
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final AtomicBoolean isWanted = new AtomicBoolean();

    /**
     * Adds a loop. To be called before it starts.
     *
     * @param closeLongestIdle closes the connection of this loop that has been idle for longest, and for so many nanoseconds
     *     at least, and returns whether there was one; called on the loop
     */
    public void join(Loop loop, LongPredicate closeLongestIdle) {
        members.add(new Member(loop, closeLongestIdle));
    }

    /**
     * Closes an idle connection of this loop, or asks the others to. For the loop's thread.
     *
     * @return whether there may be room now; otherwise there may be in a moment
     */
    boolean makeRoom(Loop loop) {
        if (closeOne(loop, 0)) return true;
        isWanted.set(true);
        for (Member member : members) {
            if (member.loop != loop) member.ask();
        }
        return false;
    }

    /**
     * Closes an idle connection of this loop. For the loop's thread.
     *
     * @param least how long it must have been idle, in nanoseconds
     * @return whether there was one
     */
    boolean closeOne(Loop loop, long least) {
        for (Member member : members) {
            if (member.loop == loop) return member.closeLongestIdle.test(least);
        }
        return false;
    }

    private final class Member {
        private final Loop loop;
        private final LongPredicate closeLongestIdle;
        private final AtomicBoolean isAsked = new AtomicBoolean();

        Member(Loop loop, LongPredicate closeLongestIdle) {
            this.loop = loop;
            this.closeLongestIdle = closeLongestIdle;
        }

        /** A loop that is blocked must not find a thousand tasks later on. */
        void ask() {
            if (!isAsked.compareAndSet(false, true)) return;
            try {
                loop.execute(this::answer);
            } catch (Throwable t) {
                isAsked.set(false);
                throw t;
            }
        }

        private void answer() {
            isAsked.set(false);
            if (isWanted.compareAndSet(true, false) && !closeLongestIdle.test(0)) isWanted.set(true);
        }
    }
}
