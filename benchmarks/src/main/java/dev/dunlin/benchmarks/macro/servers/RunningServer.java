package dev.dunlin.benchmarks.macro.servers;

import dev.dunlin.benchmarks.macro.Child;
import dev.dunlin.benchmarks.macro.FreePort;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.ProcStat;
import dev.dunlin.benchmarks.macro.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A contender that has answered once. */
public final class RunningServer implements AutoCloseable {
    private static final byte[] GOOD_BEGINNING = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

    private final Child child;
    private final InetSocketAddress address;
    private final Duration toFirstAnswer;

    private RunningServer(Child child, InetSocketAddress address, Duration toFirstAnswer) {
        this.child = child;
        this.address = address;
        this.toFirstAnswer = toFirstAnswer;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param path of a file that it is asked for, beginning with a slash
     */
    public static RunningServer start(Contender contender, Path root, int workers, String path, Workspace workspace)
            throws MeasurementException {
        InetSocketAddress address = FreePort.find();
        Place place = new Place(root, address, workers, workspace.newDirectory("server"));
        long begun = System.nanoTime();
        Child child = Child.start(contender.command(place), workspace.newFile("server.log"));
        long answered = child.await("its first answer", () -> answered(address, path));
        return new RunningServer(child, address, Duration.ofNanos(answered - begun));
    }

    /** The time of a good answer, if there is one. */
    private static Optional<Long> answered(InetSocketAddress address, String path) {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            String head =
                    "GET " + path + " HTTP/1.1\r\nHost: " + address.getHostString() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            byte[] beginning = answer.readNBytes(GOOD_BEGINNING.length);
            return Arrays.equals(beginning, GOOD_BEGINNING) ? Optional.of(System.nanoTime()) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** @param path beginning with a slash */
    public URI uri(String path) {
        return URI.create("http://" + address.getHostString() + ":" + address.getPort() + path);
    }

    /** From the start of its process to its first answer, to about 2 ms. */
    public Duration toFirstAnswer() {
        return toFirstAnswer;
    }

    /** What it has used since it began, its own children included. */
    public ProcStat used() throws MeasurementException {
        return child.used();
    }

    @Override
    public void close() {
        child.close();
    }
}
