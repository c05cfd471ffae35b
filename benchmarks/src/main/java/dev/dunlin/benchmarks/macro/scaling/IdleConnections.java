package dev.dunlin.benchmarks.macro.scaling;

import dev.dunlin.benchmarks.macro.MeasurementException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections that have asked once and may ask again, and do not. */
final class IdleConnections implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    private IdleConnections() {}

    /** Opens so many. */
    static IdleConnections open(InetSocketAddress server, int count) throws MeasurementException {
        IdleConnections connections = new IdleConnections();
        try {
            for (int i = 0; i < count; i++) connections.add(server);
            return connections;
        } catch (IOException e) {
            connections.close();
            throw new MeasurementException("cannot open " + count + " connections", e);
        }
    }

    /** Each asks for nothing but an answer without content. */
    private void add(InetSocketAddress server) throws IOException {
        Socket socket = new Socket(server.getAddress(), server.getPort());
        sockets.add(socket);
        socket.getOutputStream()
                .write("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        InputStream answer = socket.getInputStream();
        int ends = 0; // of lines, one after the other
        while (ends < 2) {
            int next = answer.read();
            if (next < 0) throw new IOException("the server has ended the connection");
            if (next == '\n') ends++;
            else if (next != '\r') ends = 0;
        }
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException alreadyGone) {
                // So be it.
            }
        }
    }
}
