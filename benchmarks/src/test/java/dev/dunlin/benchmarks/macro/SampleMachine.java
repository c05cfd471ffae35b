package dev.dunlin.benchmarks.macro;

import java.util.Map;
import java.util.TreeMap;

/** A machine that nobody has. */
public final class SampleMachine {
    private SampleMachine() {}

    /** With tools of these versions. */
    public static Machine with(Map<String, String> tools) {
        return new Machine(2, "a processor", 8192, "Linux 6", "a Java", new TreeMap<>(tools));
    }
}
