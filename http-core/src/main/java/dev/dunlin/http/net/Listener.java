package dev.dunlin.http.net;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts the connections of one event loop, from a channel of its own or one that all loops share. */
public final class Listener implements Selectable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** How many connections are accepted in a row before those that are open get their turn. */
    private static final int BURST = 64;

    /** How many idle connections are closed at once to make memory free for one that waits. */
    private static final int MOST_EVICTED = 64;

    /**
     * How long they must have been idle: those who ask again and again must not pay for those who take the memory. One second.
     */
    private static final long LEAST_IDLE_NANOS = 1_000_000_000;

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** How long a client waits for memory before idle connections are looked for again. Short, since the client is there. */
    private static final Duration MEMORY_PAUSE = Duration.ofMillis(10);

    private final EventLoop loop;
    private final ServerSocketChannel channel;
    private final boolean isLent;
    private final ConnectionFactory factory;
    private final ConnectionLimit limit;
    private final SelectionKey key;
    private final Deadlines pauses;
    private final Deadlines memoryPauses;
    private final Deadline pause = new Deadline(this::resume);
    private final Runnable whenClosed = this::closedOne;
    private final Runnable resume = this::resume;
    private final Runnable resumeFromAnywhere = this::resumeFromAnywhere;
    private final Tally opened = new Tally();
    private final Tally closed = new Tally();
    private final Tally refused = new Tally();
    private boolean isFailing;
    private boolean isStopping;

    /**
     * Begins to accept connections when the loop runs.
     *
     * @param channel bound and not blocking
     * @param isLent whether others may accept from the same socket, too, and it is to be left to them as it is
     */
    Listener(
            EventLoop loop,
            ServerSocketChannel channel,
            boolean isLent,
            ConnectionFactory factory,
            ConnectionLimit limit)
            throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.isLent = isLent;
        this.factory = factory;
        this.limit = limit;
        this.pauses = loop.deadlines(PAUSE);
        this.memoryPauses = loop.deadlines(MEMORY_PAUSE);
        this.key = loop.register(channel, SelectionKey.OP_ACCEPT, this);
    }

    @Override
    public void onReady(int operations) {
        accept(BURST);
    }

    /**
     * Ends listening: accepts what the operating system has accepted already, then closes the channel. What waits at a
     * socket that is lent goes on waiting, for whoever accepts from it next.
     */
    @Override
    public void stop() {
        isStopping = true;
        if (channel.isOpen() && !isLent) accept(Integer.MAX_VALUE);
        abort(new IOException("the server is stopping"));
    }

    /** How many connections were accepted. From any thread. */
    public long opened() {
        return opened.sum();
    }

    /** How many of these are closed. From any thread. */
    public long closed() {
        return closed.sum();
    }

    /** How many connections could not be accepted. From any thread. */
    public long refused() {
        return refused.sum();
    }

    @Override
    public void abort(Throwable cause) {
        pause.cancel();
        key.cancel();
        if (!isLent) loop.close(channel);
    }

    private void accept(int most) {
        try {
            for (int i = 0; i < most; i++) {
                // That one client waits is known from the socket's being ready.
                if (!hasMemory(i == 0) || !acquirePlace(i == 0) || !acceptOne()) return;
            }
        } catch (Throwable t) {
            loop.survived(t);
            pauseAfter(t);
        }
    }

    private boolean acquirePlace(boolean clientWaits) {
        if (limit.acquire(resumeFromAnywhere)) return true;
        if (!clientWaits || isStopping) return false;
        if (limit.eviction().makeRoom(loop) && limit.acquire(resumeFromAnywhere)) return true;
        // Until a place is free; and looked for again after a while, since connections become idle meanwhile.
        pause();
        pauses.touch(pause, loop.now());
        return false;
    }

    /** Returns whether there is memory for another connection, if need be that of some that are idle. */
    private boolean hasMemory(boolean clientWaits) {
        // When the server is stopping, what has come before is served.
        if (isStopping) return true;
        for (int i = 0; !loop.memory().mayAccept(); i++) {
            if (clientWaits && i < MOST_EVICTED && limit.eviction().closeOne(loop, LEAST_IDLE_NANOS)) continue;
            pause();
            memoryPauses.touch(pause, loop.now());
            return false;
        }
        return true;
    }

    /** Gives the place back that was taken, unless there is a connection that will. */
    private boolean acceptOne() throws IOException {
        SocketChannel accepted = null;
        try {
            accepted = channel.accept();
        } finally {
            if (accepted == null) limit.release();
        }
        if (accepted == null) {
            // Only now: as long as others wait, each descriptor that comes free would lead to a warning of its own.
            isFailing = false;
            return false;
        }
        return open(accepted);
    }

    /**
     * Begins a connection. One that cannot begin must not end the listening.
     *
     * @return whether the next one may be accepted at once
     */
    private boolean open(SocketChannel accepted) {
        try {
            new PlainTransport(accepted, loop, factory, whenClosed);
            opened.increment();
            return true;
        } catch (Throwable t) {
            loop.survived(t);
            try {
                return refused(accepted, t);
            } finally {
                loop.close(accepted);
                limit.release();
            }
        }
    }

    /**
     * Counts and logs a connection that could not begin, before it is closed: whoever sees that it has been finds it counted.
     *
     * @return whether the next one may be accepted at once
     */
    private boolean refused(SocketChannel accepted, Throwable failure) {
        if (failure instanceof Error) {
            pauseAfter(failure);
            return false;
        }
        refused.increment();
        if (failure instanceof IOException) {
            SafeLog.debug(LOG, "{} was gone before it began", accepted, failure);
        } else {
            SafeLog.error(LOG, "a connection could not begin", failure);
        }
        return true;
    }

    /** Counted before the place is free: whoever waits for the last connection to end finds it counted. */
    private void closedOne() {
        closed.increment();
        limit.release();
    }

    private void pause() {
        if (key.isValid()) key.interestOps(0);
    }

    /** Descriptors used up, for one, or memory: to try again at once would be to spin. */
    private void pauseAfter(Throwable failure) {
        if (!channel.isOpen()) return;
        pause();
        pauses.touch(pause, loop.now());
        refused.increment();
        if (!isFailing)
            SafeLog.warn(
                    LOG,
                    "cannot accept connections, trying again every {} ms: {}",
                    PAUSE.toMillis(),
                    failure.toString());
        isFailing = true;
    }

    private void resume() {
        if (key.isValid()) key.interestOps(SelectionKey.OP_ACCEPT);
    }

    private void resumeFromAnywhere() {
        loop.execute(resume);
    }
}
