package dev.dunlin.http.runtime;

import org.jspecify.annotations.Nullable;

/** Knows whether code runs on an event loop, any server's, where it must not wait. */
public final class LoopThread {
    private static final ThreadLocal<@Nullable Object> LOOP = new ThreadLocal<>();

    private LoopThread() {}

    /**
     * Marks the current thread as one that runs a loop.
     *
     * @param loop null for none
     * @return the loop that it has run until now, or null
     */
    public static @Nullable Object enter(@Nullable Object loop) {
        Object before = LOOP.get();
        LOOP.set(loop);
        return before;
    }

    /** The loop that the current thread runs, or null. */
    static @Nullable Object current() {
        return LOOP.get();
    }

    /**
     * Rejects waiting on an event loop: what is waited for may need that very loop, and all its other connections wait, too.
     *
     * @param what would wait, to begin a sentence with
     * @throws IllegalStateException if the current thread runs a loop
     */
    public static void requireMayWait(String what) {
        Object loop = LOOP.get();
        if (loop != null)
            throw new IllegalStateException(what + " would block the event loop " + loop
                    + ": use a callback, or move the handler to threads that may block, by handler.on(executor)");
    }
}
