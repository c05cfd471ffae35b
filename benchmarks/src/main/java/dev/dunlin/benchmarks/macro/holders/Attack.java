package dev.dunlin.benchmarks.macro.holders;

import dev.dunlin.benchmarks.macro.MeasurementException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Opens connections of a kind at a steady pace, from several addresses of the loopback, holds them, and closes them all at
 * once. All on one thread of its own. What the server has ended is not opened again.
 */
final class Attack implements AutoCloseable {
    /** The sources are 127.0.0.2 and those after it; the well-behaved come from 127.0.0.1. */
    private static final int SOURCES = 19;

    private static final int POLL_MILLIS = 5;
    private static final int PIECE = 64 * 1024;
    private static final int LAST_LOOK = 256 * 1024;
    private static final long SECOND = 1_000_000_000;
    private static final Duration END = Duration.ofSeconds(20);

    private final Kind kind;
    private final InetSocketAddress server;
    private final int connections;
    private final int rate;
    private final Selector selector;
    private final ByteBuffer message;
    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    private final List<Holder> holders = new ArrayList<>();
    private final CountDownLatch tried = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "holders");
    private volatile boolean isOver;
    private int failed;
    private int nextToRead;

    /** What has become of the connections: {@code opened} is of all, {@code refused} and {@code ended} are as in {@link Holder}. */
    record Toll(int opened, int refused, int ended) {}

    private Attack(Kind kind, InetSocketAddress server, int connections, int rate) throws IOException {
        this.kind = kind;
        this.server = server;
        this.connections = connections;
        this.rate = rate;
        this.selector = Selector.open();
        this.message = direct(kind.message(0));
        thread.setDaemon(true);
    }

    /** Begins. */
    static Attack start(Kind kind, InetSocketAddress server, int connections, int rate) throws MeasurementException {
        try {
            Attack attack = new Attack(kind, server, connections, rate);
            attack.thread.start();
            return attack;
        } catch (IOException e) {
            throw new MeasurementException("cannot begin to connect", e);
        }
    }

    /** Waits until each connection was tried, or the time is up; returns whether they were. */
    boolean awaitTried(Duration most) throws InterruptedException {
        return tried.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Closes all connections; returns when they are closed. */
    Toll release() throws InterruptedException {
        close();
        thread.join(END.toMillis());
        if (thread.isAlive()) throw new IllegalStateException("connections do not close");
        int opened = (int) holders.stream().filter(Holder::isOpened).count();
        return new Toll(opened, failed + count(Holder.State.REFUSED), count(Holder.State.ENDED));
    }

    /** Has all connections closed soon. */
    @Override
    public void close() {
        isOver = true;
        selector.wakeup();
    }

    private int count(Holder.State state) {
        return (int) holders.stream().filter(holder -> holder.state() == state).count();
    }

    private void run() {
        try (selector) {
            long begun = System.nanoTime();
            long last = begun;
            double readsDue = 0;
            while (!isOver) {
                long now = System.nanoTime();
                openDue(now - begun);
                selector.select(Attack::onReady, POLL_MILLIS);
                readsDue = readDue(readsDue + (double) (now - last) / SECOND * holders.size());
                last = now;
            }
            for (Holder holder : holders) holder.look(piece, LAST_LOOK);
        } catch (IOException e) {
            throw new IllegalStateException("the selector fails", e);
        } finally {
            tried.countDown();
            holders.forEach(Holder::close);
        }
    }

    private static void onReady(SelectionKey key) {
        ((Holder) key.attachment()).onReady();
    }

    private void openDue(long elapsed) {
        long due = Math.min(connections, elapsed * rate / SECOND + 1);
        while (holders.size() + failed < due && !isOver) open(holders.size() + failed);
        if (due == connections) tried.countDown();
    }

    private void open(int number) {
        InetSocketAddress from = new InetSocketAddress("127.0.0." + (2 + number % SOURCES), 0);
        ByteBuffer own = kind.differs() ? ByteBuffer.wrap(kind.message(number)) : message.duplicate();
        try {
            holders.add(Holder.open(from, server, selector, own));
        } catch (IOException e) {
            failed++;
        }
    }

    /** Lets the next ones read, each once a second; returns how much of a turn is left over. */
    private double readDue(double due) {
        int turns = (int) Math.min(due, holders.size());
        for (int i = 0; i < turns && kind.bytesPerSecond() > 0; i++) {
            if (nextToRead >= holders.size()) nextToRead = 0;
            holders.get(nextToRead++).read(piece.clear().limit(kind.bytesPerSecond()));
        }
        return due - turns < 1 ? due - turns : 0;
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
