package dev.dunlin.benchmarks.macro;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that is free now, for servers that cannot choose one and tell which. Below those that systems give to clients:
 * with thousands of connections coming and going, one of them would take it before the server does.
 */
public final class FreePort {
    private static final int LEAST = 15_000;
    private static final int MOST = 30_000;
    private static final int ATTEMPTS = 100;

    private FreePort() {}

    /** An address of this machine alone. */
    public static InetSocketAddress find() throws MeasurementException {
        IOException taken = new IOException();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return (InetSocketAddress) probe.getLocalSocketAddress();
            } catch (IOException e) {
                taken = e;
            }
        }
        throw new MeasurementException("no port is free", taken);
    }
}
