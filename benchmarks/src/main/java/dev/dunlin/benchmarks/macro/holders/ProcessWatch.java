package dev.dunlin.benchmarks.macro.holders;

import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.ProcStat;
import java.time.Duration;

/** What a process uses, looked at all the time. For any thread. */
final class ProcessWatch implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(2);
    private static final int SAMPLES_BY_STAT = 10;

    private final long pid;
    private final LoopClocks clocks;
    private final Periodic running;
    private int samples;
    private ProcStat latest;
    private long peakKib;

    private ProcessWatch(long pid, LoopClocks clocks) throws MeasurementException {
        this.pid = pid;
        this.clocks = clocks;
        this.latest = ProcStat.of(pid);
        this.running = Periodic.start("process-watch", PERIOD, this::sample);
    }

    /** @param clocks looked at all the more often */
    static ProcessWatch start(long pid, LoopClocks clocks) throws MeasurementException {
        return new ProcessWatch(pid, clocks);
    }

    /** What the process has used until now, or until it ended. */
    synchronized ProcStat latest() {
        return latest;
    }

    /** Forgets the peak. */
    synchronized void begin() {
        peakKib = latest.residentKib();
    }

    /** The most memory that was seen to be resident since {@link #begin}. */
    synchronized long peakKib() {
        return peakKib;
    }

    @Override
    public void close() {
        running.close();
    }

    private void sample() {
        clocks.sample();
        if (samples++ % SAMPLES_BY_STAT != 0) return;
        try {
            keep(ProcStat.of(pid));
        } catch (MeasurementException ended) {
            // What was seen last counts.
        }
    }

    private synchronized void keep(ProcStat stat) {
        if (stat.residentKib() == 0) return; // it is about to end
        latest = stat;
        peakKib = Math.max(peakKib, stat.residentKib());
    }
}
