package dev.dunlin.benchmarks.macro.holders;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The CPU time of one thread as it was at many times. For any thread. */
final class LoopClock implements AutoCloseable {
    /** So many samples are kept, half a minute's. */
    private static final int SAMPLES = 1 << 14;

    /** So much later than it was used the kernel may count the time of a thread that runs, with its usual 250 ticks a second. */
    private static final long TICK = 4_000_000;

    private final FileChannel file;
    private final ByteBuffer text = ByteBuffer.allocate(128);
    private final long[] times = new long[SAMPLES];
    private final long[] cpu = new long[SAMPLES];
    private int count;

    /** @param schedstat the file of the thread in which Linux tells its CPU time in nanoseconds, before a blank */
    LoopClock(Path schedstat) throws IOException {
        this.file = FileChannel.open(schedstat);
    }

    /** Looks at it; a thread that has ended stands still. */
    synchronized void sample() {
        try {
            if (file.read(text.clear(), 0) <= 0) return;
        } catch (IOException ended) {
            return;
        }
        long used = firstNumber(text.flip());
        add(System.nanoTime(), used);
    }

    synchronized void add(long time, long used) {
        times[count % SAMPLES] = time;
        cpu[count % SAMPLES] = used;
        count++;
    }

    /**
     * The CPU time of a turn that took so long by the clock on the wall, if all that is known of its end is that it lies
     * between two times: each stretch of that length that the samples know of may have been the turn.
     */
    synchronized TurnCpu turn(long length, long from, long to) {
        long least = length;
        long most = 0;
        int end = 0;
        for (int i = oldest(); i < count - 1; i++) {
            if (time(i + 1) < from - length) continue;
            if (time(i) > to - length) break;
            // The stretch begins between this sample and the next, and ends between two others.
            end = Math.max(end, i + 1);
            while (end < count - 1 && time(end) < time(i + 1) + length) end++;
            most = Math.max(most, used(end) - used(i) + TICK);
            int within = end;
            while (within > i + 1 && time(within) > time(i) + length) within--;
            least = Math.min(least, used(within) - used(i + 1) - TICK);
        }
        if (most == 0) return new TurnCpu(0, length);
        return new TurnCpu(Math.max(0, least), Math.min(length, most));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException alreadyGone) {
            // So be it.
        }
    }

    private int oldest() {
        return Math.max(0, count - SAMPLES);
    }

    private long time(int sample) {
        return times[sample % SAMPLES];
    }

    private long used(int sample) {
        return cpu[sample % SAMPLES];
    }

    private static long firstNumber(ByteBuffer text) {
        String all = StandardCharsets.US_ASCII.decode(text).toString();
        return Long.parseLong(all.substring(0, all.indexOf(' ')));
    }
}
