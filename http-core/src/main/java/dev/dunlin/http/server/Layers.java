package dev.dunlin.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.dunlin.http.HttpDate;
import dev.dunlin.http.net.ConnectionFactory;
import dev.dunlin.http.net.HandshakeCounts;
import dev.dunlin.http.net.Loop;
import dev.dunlin.http.net.TlsConfig;
import dev.dunlin.http.net.TlsLoop;
import dev.dunlin.http.proxy.ProxyLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;

/** What lies between a server's sockets and HTTP, as its endpoints say. */
final class Layers implements AutoCloseable {
    private static final String NOT_TLS = "This port speaks HTTPS only.\n";

    private final TlsThreads threads = new TlsThreads();
    private final String serverName;
    private final Duration headDeadline;

    /** The layers of a server; its threads start when they have something to do. */
    Layers(ServerConfig config) {
        serverName = config.http1().serverName();
        headDeadline = config.http1().headDeadline();
        for (Endpoint endpoint : config.endpoints()) {
            if (endpoint.tls() != null) threads.follow(endpoint.tls());
        }
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
        TlsConfig config =
                new TlsConfig(tls::engine, threads.handshakes(), tls.handshakeDeadline(), this::answerToPlain);
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

    @Override
    public void close() {
        threads.close();
    }
}
