package dev.dunlin.http.runtime;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Knows for which exchange the current thread runs a handler, be it one of an executor that the handler was moved to: so that
 * a handler does not wait for its own exchange.
 */
public final class HandlerCall {
    /** An exchange whose handler runs. */
    @FunctionalInterface
    public interface Pending {
        /** Returns whether there is no response yet. From any thread. */
        boolean awaitsResponse();
    }

    private static final ThreadLocal<@Nullable Pending> ON_LOOP = new ThreadLocal<>();
    private static final ThreadLocal<@Nullable HandlerCall> ELSEWHERE = new ThreadLocal<>();

    private final Object loop;
    private final Pending exchange;

    private HandlerCall(Object loop, Pending exchange) {
        this.loop = loop;
        this.exchange = exchange;
    }

    /** A handler is about to be called on the loop of the current thread; or has been, if this is null. */
    public static void onLoop(@Nullable Pending exchange) {
        ON_LOOP.set(exchange);
    }

    /** Returns a task that is still known for the call of a handler that the current thread is in, by whomever it is run. */
    public static Runnable carriedOn(Runnable task) {
        HandlerCall call = current();
        return call == null ? task : () -> call.run(task);
    }

    private static @Nullable HandlerCall current() {
        HandlerCall carried = ELSEWHERE.get();
        if (carried != null) return carried;
        Object loop = LoopThread.current();
        Pending exchange = ON_LOOP.get();
        return loop == null || exchange == null ? null : new HandlerCall(loop, exchange);
    }

    private void run(Runnable task) {
        HandlerCall before = ELSEWHERE.get();
        ELSEWHERE.set(this);
        try {
            task.run();
        } finally {
            ELSEWHERE.set(before);
        }
    }

    /**
     * Returns whether the current thread runs a handler that has not responded yet.
     *
     * @param loops of which loops the handler's exchange has to be
     */
    public static boolean awaitsResponse(Predicate<Object> loops) {
        HandlerCall call = current();
        return call != null && call.exchange.awaitsResponse() && loops.test(call.loop);
    }
}
