package dev.dunlin.demo.admin;

import dev.dunlin.http.Request;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which paths are asked for most, as of about the last minute. When there are many requests, only a random share of them is
 * looked at, about a thousand a second, and each of these stands for several.
 */
final class TopPaths {
    private static final int LOOKED_AT = 1000;
    private static final int LEAST_SHARE = 1 << 20;

    /** Many more than are shown, so that those shown are right. */
    private static final int KEPT = 256;

    /** By which a second ages what was counted, so that a path that is asked for steadily counts its requests of a minute. */
    private static final double AGEING = 1 - 1 / 60.0;

    private final HeavyHitters paths = new HeavyHitters(KEPT);

    /** One request of so many is looked at: a power of two. */
    private volatile int share = 1;

    private int lookedAt;

    /** Counts a request, or leaves it to another one to stand for it. */
    void offer(Request request) {
        int one = share;
        if (one > 1 && (ThreadLocalRandom.current().nextInt() & (one - 1)) != 0) return;
        String path = ShortText.of(request.path());
        synchronized (paths) {
            paths.add(path, one);
            // More than was foreseen: the share is halved at once, not when the second is over.
            if (++lookedAt == 2 * LOOKED_AT) look(2L * one);
        }
    }

    /**
     * A second has passed.
     *
     * @param requests how many there were in it
     */
    void tick(long requests) {
        synchronized (paths) {
            look(Math.max(1, requests / LOOKED_AT));
            paths.scale(AGEING);
        }
    }

    /** The paths that are asked for most with about how often they were in the last minute, the first being the most. */
    List<HeavyHitters.Hit> top(int most) {
        synchronized (paths) {
            return paths.top(most);
        }
    }

    private void look(long oneOf) {
        share = Integer.highestOneBit((int) Math.min(oneOf, LEAST_SHARE));
        lookedAt = 0;
    }
}
