package dev.dunlin.benchmarks.macro;

import java.io.PrintWriter;

/** A line for each run, its beginning when the run begins. */
final class Progress {
    private final PrintWriter out;
    private final int runs;
    private int begun;

    /** @param runs how many there will be */
    Progress(PrintWriter out, int runs) {
        this.out = out;
        this.runs = runs;
    }

    void begins(Setting setting, int round) {
        begun++;
        out.print("[" + begun + "/" + runs + "] round " + round + ": " + setting + " ... ");
        out.flush();
    }

    void ended(Measurement measurement) {
        out.println(Figures.whole(measurement.requestsPerSecond()) + " requests/s, "
                + Figures.brief(measurement.serverMicros()) + " µs of CPU each");
        out.flush();
    }
}
