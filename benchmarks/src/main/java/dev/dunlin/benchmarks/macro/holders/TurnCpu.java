package dev.dunlin.benchmarks.macro.holders;

/**
 * Between which bounds the CPU time of a turn lies.
 *
 * @param atLeastNanos it took that much for certain
 * @param atMostNanos it cannot have taken more
 */
record TurnCpu(long atLeastNanos, long atMostNanos) {}
