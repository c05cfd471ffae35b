package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.dunlin.http.net.ConnectionFactory;
import dev.dunlin.http.net.Loop;
import dev.dunlin.http.net.TlsConfig;
import dev.dunlin.http.net.TlsLoop;
import java.nio.ByteBuffer;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the endpoints of a server that speak TLS share: the threads for the costly steps of handshakes. */
final class TlsLayer implements AutoCloseable {
    private static final String NOT_TLS = "This port speaks HTTPS only.\n";

    /** RFC 9110 §15.5.1; in plain text, since that is what was spoken. */
    private static final ByteBuffer ANSWER_TO_PLAIN = ByteBuffer.wrap(("HTTP/1.1 400 Bad Request\r\n"
                            + "Content-Type: text/plain\r\n"
                            + "Content-Length: " + NOT_TLS.length() + "\r\n"
                            + "Connection: close\r\n\r\n"
                            + NOT_TLS)
                    .getBytes(ISO_8859_1))
            .asReadOnlyBuffer();

    private final ScheduledThreadPoolExecutor tasks;

    TlsLayer() {
        AtomicInteger count = new AtomicInteger();
        // Half of the processors for handshakes, so that those who have shaken hands are served meanwhile.
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        tasks = new ScheduledThreadPoolExecutor(threads, task -> {
            Thread thread = new Thread(task, "dunlin-tls-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Follows the files of an endpoint's TLS. */
    void follow(Tls tls) {
        long period = TimeUnit.NANOSECONDS.convert(tls.lookEvery());
        tasks.scheduleWithFixedDelay(tls::look, period, period, TimeUnit.NANOSECONDS);
    }

    /** Puts TLS around the connections of one event loop. HTTP/1 is spoken inside, whatever was agreed on. */
    TlsLoop around(ConnectionFactory http, Loop loop, Tls tls) {
        TlsConfig config = new TlsConfig(tls::engine, tasks, tls.handshakeDeadline(), ANSWER_TO_PLAIN);
        return new TlsLoop(loop, config, protocol -> http);
    }

    @Override
    public void close() {
        tasks.shutdownNow();
    }
}
