package dev.dunlin.http.net;

import dev.dunlin.http.runtime.BoundedTrace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports, once a stall, that a loop does not come back from a turn: most likely a handler blocks it. For one thread, which is
 * not the loop's.
 */
final class StallReport {
    private static final Logger LOG = LoggerFactory.getLogger(StallReport.class);

    private final Thread thread;
    private final TurnTimes turns;
    private @Nullable Long reported;

    StallReport(Thread thread, TurnTimes turns) {
        this.thread = thread;
        this.turns = turns;
    }

    /**
     * Looks at the loop.
     *
     * @param now as {@link System#nanoTime} tells
     * @param longest the time that a turn may take
     */
    void look(long now, Duration longest) {
        Long turn = turns.running();
        if (turn == null || turn.equals(reported) || now - turn < longest.toNanos()) return;
        Throwable stack = new Throwable("where the event loop is");
        stack.setStackTrace(thread.getStackTrace());
        // It may have come back meanwhile, and be anywhere.
        if (!turn.equals(turns.running())) return;
        reported = turn;
        LOG.warn(
                "{} has been blocked for {} s, and all its connections with it: a handler that blocks belongs on other"
                        + " threads, by handler.on(executor)",
                thread.getName(),
                Duration.ofNanos(now - turn).toSeconds(),
                BoundedTrace.of(stack));
    }
}
