package dev.dunlin.demo.admin;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * Finds what occurs most in an endless row of names, in bounded memory: Space-Saving (Metwally, Agrawal, El Abbadi, 2005).
 * What makes up more than one in {@code capacity} of all is never missed; what is counted may be counted too high by that
 * share, never too low. Not for several threads.
 */
final class HeavyHitters {
    /** Below that, nothing of a count is left worth a place. */
    private static final double NOTHING = 0.5;

    private final int capacity;
    private final Map<String, Double> counts = new HashMap<>();

    /** Holds that many names at most. */
    HeavyHitters(int capacity) {
        this.capacity = capacity;
    }

    /** Counts a name; one that finds no place takes that of the rarest, and its count. */
    void add(String name, double count) {
        double inherited = 0;
        if (counts.size() == capacity && !counts.containsKey(name)) {
            Entry<String, Double> rarest = rarest();
            inherited = rarest.getValue();
            counts.remove(rarest.getKey());
        }
        counts.merge(name, inherited + count, Double::sum);
    }

    /** Multiplies all counts, and forgets those of which nothing is left. */
    void scale(double factor) {
        counts.replaceAll((name, count) -> count * factor);
        counts.values().removeIf(count -> count < NOTHING);
    }

    /** The names that occurred most, at most that many, the first being the most. */
    List<Hit> top(int most) {
        return counts.entrySet().stream()
                .map(entry -> new Hit(entry.getKey(), Math.round(entry.getValue())))
                .sorted(Comparator.comparingLong(Hit::count).reversed().thenComparing(Hit::name))
                .limit(most)
                .toList();
    }

    private Entry<String, Double> rarest() {
        return counts.entrySet().stream().min(Entry.comparingByValue()).orElseThrow();
    }

    /** A name, and about how often it occurred. */
    record Hit(String name, long count) {}
}
