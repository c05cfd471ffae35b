package dev.dunlin.http.server;

import dev.dunlin.http.net.HandshakeExecutor;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a server for what TLS must not do on an event loop: to compute handshakes, and to look at files. They
 * start when they have something to do.
 */
final class TlsThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsThreads.class);

    /** How long a thread for handshakes waits for the next one before it ends. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final int MOST_WAITING = 1024;
    private static final int FEWEST_WAITING = 64;

    private final ThreadPoolExecutor handshakeThreads;
    private final HandshakeExecutor handshakes;

    /** Of its own, so that a renewed certificate does not wait behind handshakes. */
    private final ScheduledThreadPoolExecutor files =
            new ScheduledThreadPoolExecutor(1, new DaemonThreads("dunlin-tls-files"));

    TlsThreads() {
        // Half of the processors for handshakes, so that those who have shaken hands are served meanwhile.
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        handshakeThreads = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DaemonThreads("dunlin-tls"));
        handshakeThreads.allowCoreThreadTimeOut(true);
        handshakes = new HandshakeExecutor(handshakeThreads, threads, mostWaiting());
    }

    /** One for each MiB of the heap, since a client may make each of them hold some tens of KiB. */
    private static int mostWaiting() {
        long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
        return (int) Math.max(FEWEST_WAITING, Math.min(MOST_WAITING, mebibytes));
    }

    HandshakeExecutor handshakes() {
        return handshakes;
    }

    /** Looks now and then at the files that may be replaced. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the thread, and does not fail
    void follow(Tls tls) {
        long period = TimeUnit.NANOSECONDS.convert(tls.lookEvery());
        files.scheduleWithFixedDelay(() -> look(tls), period, period, TimeUnit.NANOSECONDS);
    }

    /** What is thrown would end the looking for good. */
    private static void look(Tls tls) {
        try {
            tls.look();
        } catch (Throwable t) {
            LOG.error("cannot look at the files of the certificates", t);
        }
    }

    @Override
    public void close() {
        handshakes.close();
        handshakeThreads.shutdown();
        files.shutdownNow();
    }
}
