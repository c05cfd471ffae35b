package dev.dunlin.benchmarks.macro.threads;

/** One thing to measure, once a round. */
record Setting(Scenario scenario, Route route, int workers) {
    @Override
    public String toString() {
        return scenario + ", " + route.phrase() + ", " + workers + (workers == 1 ? " worker" : " workers");
    }
}
