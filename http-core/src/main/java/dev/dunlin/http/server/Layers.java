package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.dunlin.http.HttpDate;
import dev.dunlin.http.net.ConnectionFactory;
import dev.dunlin.http.net.HandshakeCounts;
import dev.dunlin.http.net.HandshakeExecutor;
import dev.dunlin.http.net.Loop;
import dev.dunlin.http.net.TlsConfig;
import dev.dunlin.http.net.TlsLoop;
import dev.dunlin.http.proxy.ProxyLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What lies between a server's sockets and HTTP, as its endpoints say; and the threads for the costly steps of TLS. */
final class Layers implements AutoCloseable {
    private static final String NOT_TLS = "This port speaks HTTPS only.\n";

    /** How long a thread for handshakes waits for the next one before it ends. */
    private static final Duration IDLE_THREAD = Duration.ofSeconds(10);

    private static final int MOST_HANDSHAKES = 1024;
    private static final int FEWEST_HANDSHAKES = 64;

    private final ThreadPoolExecutor handshakeThreads;
    private final HandshakeExecutor handshakes;
    private final ScheduledThreadPoolExecutor files;

    private final String serverName;
    private final Duration headDeadline;

    /** The layers of a server; its threads start when they have something to do. */
    Layers(ServerConfig config) {
        serverName = config.http1().serverName();
        headDeadline = config.http1().headDeadline();
        // Half of the processors for handshakes, so that those who have shaken hands are served meanwhile.
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        handshakeThreads = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_THREAD.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DaemonThreads("dunlin-tls"));
        handshakeThreads.allowCoreThreadTimeOut(true);
        handshakes = new HandshakeExecutor(handshakeThreads, threads, mostHandshakes());
        // Of its own, so that a renewed certificate does not wait behind handshakes.
        files = new ScheduledThreadPoolExecutor(1, new DaemonThreads("dunlin-tls-files"));
        for (Endpoint endpoint : config.endpoints()) {
            if (endpoint.tls() != null) follow(endpoint.tls());
        }
    }

    /** One for each MiB of the heap, since a client may make each of them hold some tens of KiB. */
    private static int mostHandshakes() {
        long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
        return (int) Math.max(FEWEST_HANDSHAKES, Math.min(MOST_HANDSHAKES, mebibytes));
    }

    /**
     * Creates what makes the connections of one event loop at an endpoint, with HTTP innermost.
     *
     * @param counts of the loop's handshakes
     */
    ConnectionFactory around(ConnectionFactory http, Endpoint endpoint, Loop loop, HandshakeCounts counts) {
        ConnectionFactory factory = http;
        if (endpoint.tls() != null) factory = sealed(factory, endpoint.tls(), loop, counts);
        if (endpoint.isProxied()) factory = new ProxyLoop(loop, headDeadline, factory);
        return factory;
    }

    private ConnectionFactory sealed(ConnectionFactory inner, Tls tls, Loop loop, HandshakeCounts counts) {
        TlsConfig config = new TlsConfig(tls::engine, handshakes, tls.handshakeDeadline(), this::answerToPlain);
        // HTTP/1 is all that is offered, so that nothing else can have been agreed on.
        return new TlsLoop(loop, config, protocol -> inner, counts);
    }

    /** RFC 9110 §15.5.1; in plain text, since that is what was spoken. */
    private ByteBuffer answerToPlain() {
        String answer = String.join(
                "\r\n",
                "HTTP/1.1 400 Bad Request",
                "Server: " + serverName,
                "Date: " + HttpDate.format(Instant.now()),
                "Connection: close",
                "Content-Length: " + NOT_TLS.length(),
                "Content-Type: text/plain",
                "",
                NOT_TLS);
        return ByteBuffer.wrap(answer.getBytes(ISO_8859_1));
    }

    /** Looks at the files that may be replaced, now and then. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the pool, and does not fail
    private void follow(Tls tls) {
        long period = TimeUnit.NANOSECONDS.convert(tls.lookEvery());
        files.scheduleWithFixedDelay(tls::look, period, period, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        handshakes.close();
        handshakeThreads.shutdown();
        files.shutdownNow();
    }
}
