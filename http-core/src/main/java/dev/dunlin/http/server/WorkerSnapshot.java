package dev.dunlin.http.server;

import java.time.Duration;

/**
 * What one worker of a server has done from its start until now. The figures are read one after the other while the worker
 * goes on, so they may be of slightly different moments.
 *
 * @param name of its thread
 * @param opened connections that it has accepted
 * @param closed how many of these are closed
 * @param refused connections that could not be accepted: descriptors used up, or gone before they began
 * @param evicted idle connections that were closed since clients waited while there were as many as there may be
 * @param memoryHeld the memory that its connections hold, in bytes
 * @param abortedForMemory connections that were aborted because memory was short, and they held more than their share
 * @param exchanges how many are over, also those that the server has answered by itself
 * @param busy the time that it did not wait for anything to do; with two snapshots, its share of the time between them is
 *     the worker's load
 * @param lag the longest time within the last second or two that it was busy at a stretch, up to now if it still is: so
 *     long had to wait what came meanwhile; much more than a few milliseconds means that a handler blocks it
 * @param handshakesWaiting TLS handshakes that wait for an expensive step, such as a signature, to be computed
 * @param handshakesDiscarded TLS handshakes that were aborted because too many waited
 * @param health how its event loop is
 */
public record WorkerSnapshot(
        String name,
        long opened,
        long closed,
        long refused,
        long evicted,
        long memoryHeld,
        long abortedForMemory,
        long exchanges,
        Duration busy,
        Duration lag,
        long handshakesWaiting,
        long handshakesDiscarded,
        LoopHealth health) {
    /** Connections that are open. */
    public long open() {
        return opened - closed;
    }

    /**
     * Returns whether the worker handles what comes: its event loop runs, and did not keep it waiting for too long.
     *
     * @param mostLag the longest time that it may be busy at a stretch
     */
    public boolean isResponsive(Duration mostLag) {
        return health.isAlive() && lag.compareTo(mostLag) <= 0;
    }
}
