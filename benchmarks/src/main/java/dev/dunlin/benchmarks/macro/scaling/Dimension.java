package dev.dunlin.benchmarks.macro.scaling;

import com.google.gson.annotations.SerializedName;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What there can be more of. */
enum Dimension {
    /** All but the least number of them are idle, so that the load is the same. */
    @SerializedName("connections")
    CONNECTIONS("connections", 10, 10, 10_000, "ten of them ask for 1 kB, the others are idle between two requests"),

    @SerializedName("files")
    FILES("files, known paths", 100, 10, 1_000_000, "a hundred of them are asked for by their paths, in turn"),

    @SerializedName("names")
    NAMES("files, bare names", 100, 10, 1_000_000, "a hundred of them are asked for by their names alone, in turn"),

    @SerializedName("workers")
    WORKERS("workers", 1, 2, 8, "1 kB over 64 connections");

    private final String title;
    private final int least;
    private final int factor;
    private final int most;
    private final String load;

    Dimension(String title, int least, int factor, int most, String load) {
        this.title = title;
        this.least = least;
        this.factor = factor;
        this.most = most;
        this.load = load;
    }

    /** The name in tables and charts. */
    String title() {
        return title;
    }

    /** What is asked of each size. */
    String load() {
        return load;
    }

    int least() {
        return least;
    }

    /** From the least to the most by factors, as far as a limit for files allows. */
    List<Integer> sizes(int maxFiles) {
        int end = this == FILES || this == NAMES ? Math.min(most, maxFiles) : most;
        return IntStream.iterate(least, size -> size <= end, size -> size * factor)
                .boxed()
                .toList();
    }

    /** The name in options and file names. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
