package dev.dunlin.demo.admin;

import java.util.List;

/**
 * A second of the servers, as it is drawn.
 *
 * @param epochMillis when it was over
 * @param requests a second
 * @param bytes of content sent a second
 * @param p50 the median of the durations of the last seconds, in microseconds; 0 where there were none
 * @param p90 what nine of ten did not exceed
 * @param p99 what all but one in a hundred did not exceed
 * @param workers what each of them did, in the order of the servers
 */
record Sample(long epochMillis, double requests, double bytes, long p50, long p90, long p99, List<Share> workers) {
    /**
     * What one worker did.
     *
     * @param requests a second
     * @param load the share of the time that it was busy, 0 to 1
     * @param lagMillis the longest that it was busy at a stretch
     * @param open connections
     */
    record Share(double requests, double load, double lagMillis, long open) {}
}
