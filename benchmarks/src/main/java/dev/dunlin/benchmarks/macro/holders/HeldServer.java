package dev.dunlin.benchmarks.macro.holders;

import dev.dunlin.benchmarks.macro.Child;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.Workspace;
import dev.dunlin.benchmarks.macro.servers.Dunlin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Dunlin by its launcher with all that holders use: files, listings, compression, TLS, and an admin port. */
final class HeldServer implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            "--listing", "--compress", "--port", "0", "--https-port", "0", "--self-signed", "--admin-port", "0");

    private static final Duration SILENCE = Duration.ofMillis(300);

    private final Child child;
    private final InetSocketAddress http;
    private final InetSocketAddress https;
    private final InetSocketAddress admin;

    private HeldServer(Child child) throws MeasurementException {
        this.child = child;
        this.http = address(child.awaitLine("listening on http:"));
        this.https = address(child.awaitLine("listening on https:"));
        this.admin = address(child.awaitLine("admin on http:"));
    }

    /** Starts it; returns when it listens. */
    static HeldServer start(Dunlin dunlin, Workspace workspace) throws MeasurementException {
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(List.of("--root", workspace.site().toString()));
        return new HeldServer(Child.start(dunlin.command(options), workspace.newFile("server.log")));
    }

    /** The program as it is told in a report. */
    static String told() {
        return "bin/dunlin run " + String.join(" ", OPTIONS) + " --root DIR";
    }

    /** Asks for what all kinds ask for, over and over, and reads it, so that the code is compiled before it counts. */
    void warmUp(Duration time) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < time.toNanos()) {
            for (Kind kind : Kind.values()) {
                try (Client client = new Client(target(kind), SILENCE)) {
                    client.skim(kind.message(0), Site.BIG_LENGTH);
                } catch (IOException silence) {
                    // All is read, or there is no response to a message without an end.
                }
            }
        }
    }

    /** Where connections of a kind go. */
    InetSocketAddress target(Kind kind) {
        return kind.isTls() ? https : http;
    }

    InetSocketAddress http() {
        return http;
    }

    InetSocketAddress admin() {
        return admin;
    }

    long pid() {
        return child.pid();
    }

    boolean isAlive() {
        return child.isAlive();
    }

    /** Waits; returns whether the server has ended before the time was up. */
    boolean endsWithin(Duration time) throws MeasurementException {
        return child.endsWithin(time);
    }

    /** The last of what the server has printed. */
    String tail() throws MeasurementException {
        return child.tail();
    }

    @Override
    public void close() {
        child.close();
    }

    /** @param rest of a URI, behind its scheme */
    private static InetSocketAddress address(String rest) {
        URI uri = URI.create("any:" + rest);
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }
}
