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

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final EventLoop loop;
    private final ServerSocketChannel channel;
    private final boolean isLent;
    private final ConnectionFactory factory;
    private final ConnectionLimit limit;
    private final SelectionKey key;
    private final Deadlines pauses;
    private final Deadline pause = new Deadline(this::resume);
    private final Runnable whenClosed = this::closedOne;
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
        if (isLent) return;
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("cannot close {}", channel, e);
        }
    }

    private void accept(int most) {
        try {
            for (int i = 0; i < most; i++) {
                if (isMemoryShort()) {
                    pause();
                    return;
                }
                if (!limit.acquire(this::resumeFromAnywhere)) {
                    pause();
                    return;
                }
                if (!acceptOne()) return;
            }
        } catch (IOException e) {
            pauseAfter(e);
        }
    }

    /** Unless the server is stopping: what has come before is served. */
    private boolean isMemoryShort() {
        MemoryBudget.Watermark accepting = loop.memory().budget().accepting();
        if (isStopping || !accepting.isPassed()) return false;
        accepting.await(this::resumeFromAnywhere);
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
        open(accepted);
        return true;
    }

    private void open(SocketChannel accepted) {
        try {
            new PlainTransport(accepted, loop, factory, whenClosed);
            opened.increment();
        } catch (IOException | RuntimeException e) {
            // Neither must end the listening.
            if (e instanceof IOException) {
                LOG.debug("a connection was gone before it began", e);
            } else {
                LOG.error("a connection could not begin", e);
            }
            refused.increment();
            limit.release();
            closeQuietly(accepted);
        }
    }

    /** Counted before the place is free: whoever waits for the last connection to end finds it counted. */
    private void closedOne() {
        closed.increment();
        limit.release();
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing {}", channel, e);
        }
    }

    private void pause() {
        if (key.isValid()) key.interestOps(0);
    }

    /** Descriptors used up, for one: to try again at once would be to spin. */
    private void pauseAfter(IOException failure) {
        if (!channel.isOpen()) return;
        refused.increment();
        if (!isFailing)
            LOG.warn("cannot accept connections, trying again every {} ms: {}", PAUSE.toMillis(), failure.toString());
        isFailing = true;
        pause();
        pauses.touch(pause, loop.now());
    }

    private void resume() {
        if (key.isValid()) key.interestOps(SelectionKey.OP_ACCEPT);
    }

    private void resumeFromAnywhere() {
        loop.execute(this::resume);
    }
}
