package dev.dunlin.http.server;

import dev.dunlin.http.net.EventLoop;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then whether the event loops of a server come back from their turns, on a thread of its own. */
final class LoopWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopWatch.class);

    private final ScheduledThreadPoolExecutor thread;

    /**
     * Begins to look.
     *
     * @param label tells the thread from those of other servers
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the thread, and does not fail
    LoopWatch(List<EventLoop> loops, String label) {
        long period = LoopHealth.STALL.toNanos() / 4;
        thread = new ScheduledThreadPoolExecutor(1, new DaemonThreads("dunlin-" + label + "-watch"));
        thread.scheduleWithFixedDelay(() -> look(loops), period, period, TimeUnit.NANOSECONDS);
    }

    private static void look(List<EventLoop> loops) {
        for (EventLoop loop : loops) {
            try {
                loop.reportStall(System.nanoTime(), LoopHealth.STALL);
            } catch (Throwable t) {
                // Logging has failed, or there is no memory for a stack: the next look may succeed.
            }
        }
    }

    /** Ends looking, and waits for the thread's end, which is near. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(1, TimeUnit.SECONDS))
                LOG.debug("the watch of the event loops takes long to end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
