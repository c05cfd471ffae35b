package dev.dunlin.benchmarks.macro.servers;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * What a server serves, and where.
 *
 * @param root the directory whose files it serves
 * @param workers how many threads or processes it has for input and output
 * @param directory an empty one, for files of its own
 */
public record Place(Path root, InetSocketAddress address, int workers, Path directory) {
    /** As the options that Dunlin and the Java peers take. */
    List<String> options() {
        return options(root.toString(), Integer.toString(address.getPort()), workers);
    }

    /** Those options as they are told in a report. */
    static List<String> toldOptions(int workers) {
        return options("DIR", "PORT", workers);
    }

    private static List<String> options(String root, String port, int workers) {
        return List.of("--root", root, "--port", port, "--workers", Integer.toString(workers));
    }
}
