package dev.dunlin.benchmarks.macro;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server process: waited for until it is ready, asked what it has used, and ended by its id. Ended in any case: by
 * {@link #close}, when it is waited for in vain, or when this JVM is told to end before that.
 */
public final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int LOG_TAIL = 2000;

    private final Command command;
    private final Path log;
    private final Process process;
    private final Thread hook = new Thread(this::end, "end a child");

    private Child(Command command, Path log, Process process) {
        this.command = command;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a program.
     *
     * @param log what it prints goes here, so that a pipe which nobody empties cannot make it wait
     */
    public static Child start(Command command, Path log) throws MeasurementException {
        try {
            Process process = new ProcessBuilder(command.words())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Child child = new Child(command, log, process);
            Runtime.getRuntime().addShutdownHook(child.hook);
            return child;
        } catch (IOException e) {
            throw new MeasurementException("cannot start " + command, e);
        }
    }

    /** Waits until the program has printed a line that begins so, and returns what follows in that line. */
    public String awaitLine(String beginning) throws MeasurementException {
        return await(
                "a line that begins with '" + beginning + "'",
                () -> printed()
                        .lines()
                        .filter(line -> line.startsWith(beginning))
                        .map(line -> line.substring(beginning.length()))
                        .findFirst());
    }

    /** Waits until somebody accepts connections at this address. */
    public void awaitListening(InetSocketAddress address) throws MeasurementException {
        await("somebody to listen on " + address, () -> {
            try (Socket socket = new Socket()) {
                socket.connect(address);
                return Optional.of(address);
            } catch (IOException notYet) {
                return Optional.empty();
            }
        });
    }

    /** Returns the id of the process. */
    public long pid() {
        return process.pid();
    }

    /** Returns whether the program still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits; returns whether the program has ended before the time was up. */
    public boolean endsWithin(Duration time) throws MeasurementException {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeasurementException("interrupted");
        }
    }

    /** What the program and its own children have used so far. */
    public ProcStat used() throws MeasurementException {
        ProcStat sum = ProcStat.of(process.pid());
        for (ProcessHandle worker : process.descendants().toList()) sum = sum.plus(ProcStat.of(worker.pid()));
        return sum;
    }

    /** Ends the program: asks it to, and after some seconds does not ask any more. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException theJvmEnds) {
            // Then the hook finds nothing left to do.
        }
    }

    private void end() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        process.destroy();
        try {
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /**
     * Asks until there is an answer, and ends the program where there will be none.
     *
     * @param what is waited for, as it is told where there is none in time
     */
    public <T> T await(String what, Question<T> question) throws MeasurementException {
        try {
            return answer(what, question);
        } catch (MeasurementException e) {
            close();
            throw e;
        }
    }

    private <T> T answer(String what, Question<T> question) throws MeasurementException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            boolean alive = process.isAlive(); // asked first: what it says before it dies counts
            Optional<T> answer = question.ask();
            if (answer.isPresent() && alive) return answer.get();
            if (!alive) throw new MeasurementException(command + " has ended by itself:\n" + tail());
            pause();
        }
        throw new MeasurementException(command + ": waited in vain for " + what + ":\n" + tail());
    }

    private static void pause() throws MeasurementException {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeasurementException("interrupted");
        }
    }

    /** Returns the last of what the program has printed. */
    public String tail() throws MeasurementException {
        String printed = printed().strip();
        return printed.substring(Math.max(0, printed.length() - LOG_TAIL));
    }

    private String printed() throws MeasurementException {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MeasurementException("cannot read what " + command + " prints", e);
        }
    }

    /**
     * Asked until there is an answer.
     *
     * @param <T> what the answer is
     */
    @FunctionalInterface
    public interface Question<T> {
        /** The answer, if there is one yet. */
        Optional<T> ask() throws MeasurementException;
    }
}
