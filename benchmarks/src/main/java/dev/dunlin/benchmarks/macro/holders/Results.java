package dev.dunlin.benchmarks.macro.holders;

import dev.dunlin.benchmarks.macro.Machine;
import java.util.List;

/**
 * All that was measured, and where.
 *
 * @param began when, in ISO 8601
 * @param loopbackMtu the longest packet of the network, in bytes
 * @param jdk that the server ran on, as its home is named
 */
record Results(
        String began, Machine machine, int loopbackMtu, String version, String jdk, Plan plan, List<Outcome> outcomes) {
    Results {
        outcomes = List.copyOf(outcomes);
    }

    /** Returns whether no kind has broken a limit. */
    boolean isGood() {
        return outcomes.stream().allMatch(outcome -> Verdict.of(outcome).isGood());
    }
}
