package dev.dunlin.benchmarks.macro.holders;

import dev.dunlin.benchmarks.macro.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the figures of a kind say about the limits that hold for all kinds.
 *
 * @param broken limits, in words
 * @param doubtful what a machine that does other things can be to blame for
 */
record Verdict(List<String> broken, List<String> doubtful) {
    /** How long the server may take to respond promptly when the holders have gone. */
    static final Duration RECOVERY = Duration.ofSeconds(15);

    /** The CPU time that a turn of a loop may take; a client waits for no more than one turn. */
    static final Duration LONGEST_TURN = Duration.ofMillis(10);

    /** What the documentation promises. */
    static final int RESIDENT_MIB = 192;

    static Verdict of(Outcome outcome) {
        List<String> broken = new ArrayList<>();
        List<String> doubtful = new ArrayList<>();
        double turn = LONGEST_TURN.toMillis();
        Peaks peaks = outcome.peaks();
        if (!outcome.isAlive()) broken.add("the server has died");
        else if (outcome.recoveredMillis() == null) broken.add("no recovery within " + RECOVERY.toSeconds() + " s");
        if (outcome.failures() > 0) broken.add("failures");
        if (outcome.memory().peak() > RESIDENT_MIB) broken.add("memory");
        if (peaks.cpuAtLeastMillis() > turn) broken.add("a long turn");
        else if (peaks.cpuAtMostMillis() > turn) doubtful.add("perhaps a long turn");
        if (outcome.during().p99() > outcome.quiet().p99() + turn) doubtful.add("late");
        return new Verdict(List.copyOf(broken), List.copyOf(doubtful));
    }

    /** Returns whether no limit is broken. */
    boolean isGood() {
        return broken.isEmpty();
    }

    /** What the limits are, for people. */
    static String limits() {
        return "the server lives and serves within " + RECOVERY.toSeconds()
                + " s after the holders have gone; no request of the well-behaved clients fails; no more than "
                + Figures.whole(RESIDENT_MIB) + " MiB are resident; no turn of a loop takes more than "
                + LONGEST_TURN.toMillis() + " ms of CPU time";
    }

    /** In one cell of a table. */
    @Override
    public String toString() {
        if (broken.isEmpty() && doubtful.isEmpty()) return "good";
        String doubts = doubtful.isEmpty() ? "" : "(" + String.join(", ", doubtful) + ")";
        return ((isGood() ? "good" : "BROKEN: " + String.join(", ", broken)) + " " + doubts).strip();
    }
}
