package dev.dunlin.http.net;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channels that are registered with an event loop. Whatever one of them throws ends that one: it is aborted, first of all,
 * since that releases what it holds. For the loop's thread, unless it says otherwise.
 */
final class LoopChannels {
    private static final Logger LOG = LoggerFactory.getLogger(LoopChannels.class);

    private static final int ATTEMPTS = 10;
    private static final long PAUSE_NANOS = 10_000_000;

    private final Selector selector;
    private final LoopErrors errors;
    private final Runnable beforeWork;
    private final Runnable afterWork;
    private final Consumer<SelectionKey> dispatch = this::dispatch;

    /** Whether the operating system may not know what is waited for. */
    private boolean isInterestLost;

    /**
     * @param beforeWork called before each channel that is ready is handled; does not throw
     * @param afterWork called after that; does not throw
     */
    LoopChannels(Selector selector, LoopErrors errors, Runnable beforeWork, Runnable afterWork) {
        this.selector = selector;
        this.errors = errors;
        this.beforeWork = beforeWork;
        this.afterWork = afterWork;
    }

    SelectionKey register(SelectableChannel channel, int operations, Selectable selectable) throws IOException {
        return channel.register(selector, operations, selectable);
    }

    /** Returns what is registered now, as a copy. */
    List<Selectable> registered() {
        List<Selectable> all = new ArrayList<>();
        for (SelectionKey key : selector.keys()) {
            if (key.isValid()) all.add((Selectable) key.attachment());
        }
        return all;
    }

    /** Returns whether there may ever be something to select again. */
    boolean isOpen() {
        return selector.isOpen();
    }

    /**
     * Waits until channels are ready, or somebody wakes the loop, and handles them.
     *
     * @param nanos how long to wait at the most; {@link Long#MAX_VALUE} for any time
     */
    void select(long nanos) throws IOException {
        try {
            if (nanos == 0) {
                selector.selectNow(dispatch);
            } else if (nanos == Long.MAX_VALUE) {
                selector.select(dispatch);
            } else {
                selector.select(dispatch, nanos / 1_000_000 + 1);
            }
        } catch (Throwable t) {
            isInterestLost = true;
            throw t;
        }
    }

    /**
     * Says anew what each channel waits for, if selecting has failed. The JDK forgets a change of that if an error is thrown
     * between its taking the change from its list and its telling the operating system: a listening socket would be deaf from
     * then on. To be called when there is memory again, since it takes some.
     */
    void renewInterest() {
        if (!isInterestLost) return;
        for (SelectionKey key : selector.keys()) {
            try {
                int operations = key.interestOps();
                // What does not change is no change.
                int others =
                        operations == 0 ? Integer.lowestOneBit(key.channel().validOps()) : 0;
                try {
                    key.interestOps(others);
                } finally {
                    key.interestOps(operations);
                }
            } catch (CancelledKeyException e) {
                // It waits for nothing.
            }
        }
        isInterestLost = false;
    }

    /** Ends the waiting. From any thread. */
    void wakeUp() {
        selector.wakeup();
    }

    private void dispatch(SelectionKey key) {
        beforeWork.run();
        try {
            if (key.isValid()) ((Selectable) key.attachment()).onReady(key.readyOps());
        } catch (Throwable t) {
            giveUp(key, "a ready channel was not handled", t);
        }
        afterWork.run();
    }

    /** Ends listening, and then lets the connections end, those that were accepted last too. */
    void stop() {
        // An iterator of a selector's keys bears with those that are registered meanwhile.
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Listener) stop(key);
        }
        for (SelectionKey key : selector.keys()) stop(key);
    }

    private void stop(SelectionKey key) {
        try {
            if (key.isValid()) ((Selectable) key.attachment()).stop();
        } catch (Throwable t) {
            giveUp(key, "a channel was not stopped", t);
        }
    }

    private void giveUp(SelectionKey key, String what, Throwable cause) {
        errors.caught(cause);
        abort(key, cause);
        errors.log(what, cause);
    }

    private void abort(SelectionKey key, Throwable cause) {
        try {
            if (key.isValid()) ((Selectable) key.attachment()).abort(cause);
        } catch (Throwable t) {
            errors.caught(t);
            close(key.channel());
            errors.log("a channel was not aborted", t);
        }
    }

    /**
     * Closes a channel, whatever is thrown meanwhile. One that is not wholly closed is at least not selected any more, and
     * the operating system's socket is closed with that.
     */
    void close(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            SafeLog.debug(LOG, "closing {}", channel, e);
        } catch (Throwable t) {
            errors.caught(t);
            SelectionKey key = channel.keyFor(selector);
            if (key != null) key.cancel();
            errors.log("a channel was not closed", t);
        }
    }

    /** Aborts all, which may take some attempts where memory is short. */
    void abortAll() {
        for (int i = 1; i <= ATTEMPTS; i++) {
            try {
                IOException end = new IOException("the server has ended");
                for (SelectionKey key : selector.keys()) abort(key, end);
                return;
            } catch (Throwable t) {
                errors.caught(t);
                errors.log("channels were not aborted", t);
                LockSupport.parkNanos(i * PAUSE_NANOS);
            }
        }
    }

    /** Closes the selector; nothing can be registered after that. */
    void close() {
        try {
            selector.close();
        } catch (Throwable t) {
            errors.log("the selector was not closed", t);
        }
    }
}
