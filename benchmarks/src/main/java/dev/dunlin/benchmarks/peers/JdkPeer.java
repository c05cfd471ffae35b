package dev.dunlin.benchmarks.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** The server of the JDK with a handler and an executor, as the documentation of its package shows. */
final class JdkPeer implements Peer {
    private static final int BACKLOG = 1024;

    @Override
    public String version() {
        return System.getProperty("java.version");
    }

    @Override
    public void start(Path root, InetSocketAddress address, int workers) throws IOException {
        // Else heads and contents, which it writes one after the other, wait for each other's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(address, BACKLOG);
        server.setExecutor(Executors.newFixedThreadPool(workers));
        server.createContext("/", exchange -> answer(root, exchange));
        server.start();
    }

    private static void answer(Path root, HttpExchange exchange) throws IOException {
        try (exchange) {
            Path file = root.resolve(exchange.getRequestURI().getPath().substring(1))
                    .normalize();
            if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            // The server closes by itself where it is asked to, but does not say so.
            if ("close".equals(exchange.getRequestHeaders().getFirst("Connection")))
                exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(200, Files.size(file));
            Files.copy(file, exchange.getResponseBody());
        }
    }
}
