package dev.dunlin.benchmarks.macro;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port that is free now, for servers that cannot choose one and tell which. */
public final class FreePort {
    private FreePort() {}

    /** An address of this machine alone. */
    public static InetSocketAddress find() throws MeasurementException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return (InetSocketAddress) probe.getLocalSocketAddress();
        } catch (IOException e) {
            throw new MeasurementException("no port is free", e);
        }
    }
}
