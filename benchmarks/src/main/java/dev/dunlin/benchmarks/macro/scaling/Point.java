package dev.dunlin.benchmarks.macro.scaling;

/**
 * What one run has shown.
 *
 * @param round counted from 1
 * @param micros the server's CPU time by request, in microseconds
 */
record Point(Dimension dimension, int size, int round, double micros) {}
