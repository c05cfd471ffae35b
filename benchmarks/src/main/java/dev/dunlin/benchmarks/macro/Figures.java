package dev.dunlin.benchmarks.macro;

import java.util.Locale;

/** How numbers are written for people, the same everywhere. */
final class Figures {
    private Figures() {}

    /** {@code 12,345}. */
    static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    /** As many digits as say something: {@code 7.3}, and {@code 73}. */
    static String brief(double number) {
        return number < 10 ? String.format(Locale.ROOT, "%.1f", number) : whole(number);
    }

    /** {@code 3.9x}. */
    static String times(double number) {
        return String.format(Locale.ROOT, "%.1fx", number);
    }
}
