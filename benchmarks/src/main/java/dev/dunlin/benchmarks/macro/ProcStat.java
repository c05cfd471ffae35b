package dev.dunlin.benchmarks.macro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process has used since it began, as Linux tells in {@code /proc} (proc(5)).
 *
 * @param cpuMicros CPU time in microseconds, the kernel's on its behalf too; it advances by {@link #TICK_MICROS}
 * @param peakKib the most memory that was resident at a time, in KiB
 * @param residentKib the memory that is resident now, in KiB
 */
public record ProcStat(long cpuMicros, long peakKib, long residentKib) {
    /** Linux shows its clock to programs in hundredths of a second, whatever it really counts in. */
    public static final long TICK_MICROS = 10_000;

    /** Of the fields behind the command's name, which is the second field of all. */
    private static final int UTIME = 14 - 3;

    private static final int STIME = 15 - 3;

    private static final Pattern PEAK = memory("VmHWM");
    private static final Pattern RESIDENT = memory("VmRSS");

    /** Asks for a process that is running. */
    public static ProcStat of(long pid) throws MeasurementException {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            return parse(Files.readString(process.resolve("stat")), Files.readString(process.resolve("status")));
        } catch (IOException e) {
            throw new MeasurementException("cannot tell what process " + pid + " has used; no Linux?", e);
        }
    }

    /**
     * Reads what stands in the two files of a process.
     *
     * @param stat numbers in one line, with a name in parentheses that may hold blanks and parentheses too
     * @param status lines for people
     */
    static ProcStat parse(String stat, String status) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
        return new ProcStat(ticks * TICK_MICROS, kib(PEAK, status), kib(RESIDENT, status));
    }

    private static Pattern memory(String name) {
        return Pattern.compile("^" + name + ":\\s+(\\d+) kB$", Pattern.MULTILINE);
    }

    private static long kib(Pattern line, String status) {
        Matcher matcher = line.matcher(status);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** Both together; the memory that two processes share is counted twice. */
    public ProcStat plus(ProcStat other) {
        return new ProcStat(cpuMicros + other.cpuMicros, peakKib + other.peakKib, residentKib + other.residentKib);
    }
}
