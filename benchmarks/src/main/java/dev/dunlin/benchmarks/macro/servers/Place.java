package dev.dunlin.benchmarks.macro.servers;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * What a server serves, and where.
 *
 * @param root the directory whose files it serves
 * @param workers how many threads or processes it has for input and output
 * @param directory an empty one, for files of its own
 */
public record Place(Path root, InetSocketAddress address, int workers, Path directory) {}
