package dev.dunlin.benchmarks.macro;

import java.io.PrintWriter;

/** A line for each run, its beginning when the run begins. */
public final class Progress {
    private final PrintWriter out;
    private final int runs;
    private int begun;

    /** @param runs how many there will be */
    public Progress(PrintWriter out, int runs) {
        this.out = out;
        this.runs = runs;
    }

    /** @param run what is done now */
    public void begins(String run) {
        begun++;
        out.print("[" + begun + "/" + runs + "] " + run + " ... ");
        out.flush();
    }

    /** @param outcome what it has shown */
    public void ended(String outcome) {
        out.println(outcome);
        out.flush();
    }

    /** A line that belongs to no run. */
    public void says(String line) {
        out.println(line);
        out.flush();
    }
}
