package dev.dunlin.benchmarks.macro.peers;

/**
 * How a server has dealt its bytes out to connections that all wanted as many as they could get.
 *
 * @param slowestBytes those of the connection that got the least
 * @param fastestBytes those of the one that got the most
 */
record Fairness(long slowestBytes, long fastestBytes) {
    /** 1 if all got the same; 0 if one got nothing. */
    double slowestToFastest() {
        return fastestBytes == 0 ? 0 : (double) slowestBytes / fastestBytes;
    }
}
