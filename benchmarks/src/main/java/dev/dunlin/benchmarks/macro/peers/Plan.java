package dev.dunlin.benchmarks.macro.peers;

import java.util.List;

/**
 * What is to be measured.
 *
 * @param rounds how often everything is measured
 * @param seconds how long a run by wrk takes
 * @param requests how many a run by ab makes
 * @param warmup how many seconds a server is warmed up at first; before its first run of each further load a fifth of that
 * @param starts how often the time to the first answer is taken; may be 0
 * @param workers how many threads or processes each server has for input and output
 */
record Plan(
        List<Server> servers,
        List<Load> loads,
        int rounds,
        int seconds,
        int requests,
        int warmup,
        int starts,
        int workers) {
    private static final int FURTHER_LOADS = 5;

    Plan {
        servers = List.copyOf(servers);
        loads = List.copyOf(loads);
    }

    /** Of a load that is not the first one, in seconds. */
    int furtherWarmup() {
        return (warmup + FURTHER_LOADS - 1) / FURTHER_LOADS;
    }

    /** How many runs there are. */
    int runs() {
        return rounds * loads.size() * servers.size();
    }
}
