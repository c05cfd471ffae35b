package dev.dunlin.demo;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel holds of a connection between two programs of this machine. */
final class SocketBuffers {
    private static final Path SETTINGS = Path.of("/proc/sys/net/ipv4");

    private SocketBuffers() {}

    /** More than it ever holds: of an answer of this length some is still to be written when the client reads its first byte. */
    static long moreThanFits() {
        return 2 * (greatest("tcp_wmem") + greatest("tcp_rmem"));
    }

    /** The least, the default and the greatest size of a buffer make up a setting; where it cannot be had, a lot is assumed. */
    private static long greatest(String setting) {
        Path file = SETTINGS.resolve(setting);
        if (!Files.isReadable(file)) return 32L << 20;
        try {
            return Long.parseLong(Splitter.on(CharMatcher.whitespace())
                    .omitEmptyStrings()
                    .splitToList(Files.readAllLines(file).get(0))
                    .get(2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
