package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.dunlin.http.HttpDate;
import dev.dunlin.http.net.ConnectionFactory;
import dev.dunlin.http.net.Loop;
import dev.dunlin.http.net.TlsConfig;
import dev.dunlin.http.net.TlsLoop;
import dev.dunlin.http.proxy.ProxyLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What lies between a server's sockets and HTTP, as its endpoints say; and the threads for the costly steps of TLS. */
final class Layers implements AutoCloseable {
    private static final String NOT_TLS = "This port speaks HTTPS only.\n";

    private final ScheduledThreadPoolExecutor tasks;

    private final String serverName;
    private final Duration headDeadline;

    /** The layers of a server; its threads start when they have something to do. */
    Layers(ServerConfig config) {
        serverName = config.http1().serverName();
        headDeadline = config.http1().headDeadline();
        AtomicInteger count = new AtomicInteger();
        // Half of the processors for handshakes, so that those who have shaken hands are served meanwhile.
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        tasks = new ScheduledThreadPoolExecutor(threads, task -> {
            Thread thread = new Thread(task, "dunlin-tls-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        for (Endpoint endpoint : config.endpoints()) {
            if (endpoint.tls() != null) follow(endpoint.tls());
        }
    }

    /** What makes the connections of one event loop at an endpoint, with HTTP innermost. */
    ConnectionFactory around(ConnectionFactory http, Endpoint endpoint, Loop loop) {
        ConnectionFactory factory = http;
        if (endpoint.tls() != null) factory = sealed(factory, endpoint.tls(), loop);
        if (endpoint.isProxied()) factory = new ProxyLoop(loop, headDeadline, factory);
        return factory;
    }

    private ConnectionFactory sealed(ConnectionFactory inner, Tls tls, Loop loop) {
        TlsConfig config = new TlsConfig(tls::engine, tasks, tls.handshakeDeadline(), this::answerToPlain);
        // HTTP/1 is all that is offered, so that nothing else can have been agreed on.
        return new TlsLoop(loop, config, protocol -> inner);
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
        tasks.scheduleWithFixedDelay(tls::look, period, period, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        tasks.shutdownNow();
    }
}
