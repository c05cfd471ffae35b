package dev.dunlin.benchmarks.macro.holders;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** How long a server takes to serve again as if nothing had been. */
final class Recovery {
    /** A response within this time is one of a server that has recovered. */
    private static final Duration PROMPT = Duration.ofMillis(100);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private Recovery() {}

    /**
     * Asks over new connections until a response comes promptly.
     *
     * @return the time until then, or nothing if it is longer than the given one
     */
    static Optional<Duration> await(InetSocketAddress server, Duration most) throws InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < most.toNanos()) {
            if (isPrompt(server)) return Optional.of(Duration.ofNanos(System.nanoTime() - begun));
            Thread.sleep(PAUSE.toMillis());
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
