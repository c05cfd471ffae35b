package dev.dunlin.benchmarks.macro;

import java.util.Locale;

/** How numbers are written for people, the same everywhere. */
public final class Figures {
    private Figures() {}

    /** {@code 12,345}. */
    public static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    /** As many digits as say something: {@code 7.3}, and {@code 73}. */
    public static String brief(double number) {
        return number < 10 ? String.format(Locale.ROOT, "%.1f", number) : whole(number);
    }

    /** To the hundredth: {@code 0.64}. */
    public static String fine(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    /** {@code 3.9x}. */
    public static String times(double number) {
        return String.format(Locale.ROOT, "%.1fx", number);
    }
}
