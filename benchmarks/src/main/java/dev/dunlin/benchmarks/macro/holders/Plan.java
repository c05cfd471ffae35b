package dev.dunlin.benchmarks.macro.holders;

import java.util.List;

/**
 * What is to be measured.
 *
 * @param connections how many each kind opens
 * @param rate how many of them in a second
 * @param seconds for how long they are held once all were tried
 * @param warmup for how many seconds each server is asked for everything before
 * @param isOneServer whether all kinds come to one server, one after the other; otherwise each finds a new one
 */
record Plan(List<Kind> kinds, int connections, int rate, int seconds, int warmup, boolean isOneServer) {
    Plan {
        kinds = List.copyOf(kinds);
    }
}
