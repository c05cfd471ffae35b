package dev.dunlin.demo;

import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Ports one after the other, one for each worker.
 *
 * @param first the first of them; 0 stands for any free one, and so do then all
 * @param count how many they are
 */
record PortRow(int first, int count) {
    private static final int HIGHEST = 65_535;

    /**
     * The ports that the options {@code --port} and {@code --workers} of a command mean.
     *
     * @throws ParameterException if there are not so many ports
     */
    static PortRow of(int first, int count, CommandLine command) {
        PortRow row = new PortRow(first, count);
        if (row.last() <= HIGHEST) return row;
        throw new ParameterException(
                command,
                "Invalid value for option '--port': '" + first + "' leaves no room for " + count
                        + " workers with a port each, the highest port is " + HIGHEST);
    }

    int last() {
        return first == 0 ? 0 : first + count - 1;
    }

    boolean contains(int port) {
        return port >= first && port <= last();
    }

    /** All of them, in their order. */
    List<Integer> ports() {
        return IntStream.range(0, count)
                .map(i -> first == 0 ? 0 : first + i)
                .boxed()
                .toList();
    }
}
