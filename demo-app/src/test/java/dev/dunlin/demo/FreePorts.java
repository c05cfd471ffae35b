package dev.dunlin.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that are free now, for programs that have to be told which ones to take. */
final class FreePorts {
    /** Below those that systems take for outgoing connections, so that none of these gets in between. */
    private static final int LOWEST = 12_000;

    private static final int HIGHEST = 30_000;
    private static final int ATTEMPTS = 100;

    private FreePorts() {}

    /** One that is free. */
    static int one() {
        return inARow(1);
    }

    /** The first of so many that are free and follow each other. */
    static int inARow(int count) {
        for (int i = 0; i < ATTEMPTS; i++) {
            int first = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (areFree(first, count)) return first;
        }
        throw new AssertionError("no " + count + " ports in a row are free");
    }

    private static boolean areFree(int first, int count) {
        List<ServerSocket> probes = new ArrayList<>();
        try {
            for (int port = first; port < first + count; port++) {
                probes.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
            }
            return true;
        } catch (IOException taken) {
            return false;
        } finally {
            probes.forEach(FreePorts::close);
        }
    }

    private static void close(ServerSocket probe) {
        try {
            probe.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
