package dev.dunlin.benchmarks.macro.holders;

import dev.dunlin.benchmarks.macro.MeasurementException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The CPU time of a server's loops, looked at every few milliseconds. The server tells how long a turn took by the clock on
 * the wall, and on a machine that does other things, most of that can be waiting for a processor; this tells between which
 * bounds the CPU time of such a turn lies. For any thread.
 */
final class LoopClocks implements AutoCloseable {
    /** Linux cuts the names of threads. */
    private static final int NAME_LENGTH = 15;

    private final Map<String, LoopClock> clocks;

    private LoopClocks(Map<String, LoopClock> clocks) {
        this.clocks = clocks;
    }

    /**
     * Finds the threads.
     *
     * @param names of the loops; those without a thread of this name have no clock
     */
    static LoopClocks of(long pid, Collection<String> names) throws MeasurementException {
        Map<String, LoopClock> clocks = new HashMap<>();
        Path tasks = Path.of("/proc", Long.toString(pid), "task");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
            for (Path task : all) {
                String thread = Files.readString(task.resolve("comm")).strip();
                for (String name : names) {
                    if (name.substring(0, Math.min(NAME_LENGTH, name.length())).equals(thread))
                        clocks.put(name, new LoopClock(task.resolve("schedstat")));
                }
            }
        } catch (IOException e) {
            new LoopClocks(clocks).close();
            throw new MeasurementException("cannot look at the threads of process " + pid, e);
        }
        return new LoopClocks(clocks);
    }

    /** Looks at all of them. */
    void sample() {
        clocks.values().forEach(LoopClock::sample);
    }

    /** The CPU time of a turn, see {@link LoopClock#turn}; nothing for a loop without a clock. */
    Optional<TurnCpu> turn(String name, long length, long from, long to) {
        return Optional.ofNullable(clocks.get(name)).map(clock -> clock.turn(length, from, to));
    }

    @Override
    public void close() {
        clocks.values().forEach(LoopClock::close);
    }
}
