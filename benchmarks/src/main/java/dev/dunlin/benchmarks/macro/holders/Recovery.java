package dev.dunlin.benchmarks.macro.holders;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** How long a server takes to serve again as if nothing had been. */
final class Recovery {
    /** A response within this time is one of a server that has recovered. */
    private static final Duration PROMPT = Duration.ofMillis(100);

    /** A single one may be that of the only loop that is left. */
    private static final int ROW = 10;

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Recovery() {}

    /**
     * Asks over new connections, which come to any of the server's loops, until several responses in a row come promptly.
     *
     * @return the time until the first of these, or nothing if it is longer than the given one
     */
    static Optional<Duration> await(InetSocketAddress server, Duration most) throws InterruptedException {
        long begun = System.nanoTime();
        long first = begun;
        int prompt = 0;
        while (prompt > 0 || System.nanoTime() - begun < most.toNanos()) {
            if (isPrompt(server)) {
                if (prompt == 0) first = System.nanoTime();
                if (++prompt == ROW) return Optional.of(Duration.ofNanos(first - begun));
            } else {
                prompt = 0;
                Thread.sleep(PAUSE.toMillis());
            }
        }
        return Optional.empty();
    }

    private static boolean isPrompt(InetSocketAddress server) {
        long begun = System.nanoTime();
        try (Client client = new Client(server, PROMPT)) {
            client.get(Site.SMALL);
            return System.nanoTime() - begun <= PROMPT.toNanos();
        } catch (IOException e) {
            return false;
        }
    }
}
