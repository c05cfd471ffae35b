package dev.dunlin.http.files;

/** Writes a number of bytes for people: {@code 954 B}, {@code 12.3 KiB}, {@code 1.4 MiB}. */
final class HumanSize {
    private static final int STEP = 1024;
    private static final String PREFIXES = "KMGTPE";

    private HumanSize() {}

    /**
     * @param bytes at least 0
     */
    static String of(long bytes) {
        if (bytes < STEP) return bytes + " B";
        double inUnit = (double) bytes / STEP;
        int unit = 0;
        // Rounded first: 1024.0 KiB would be a MiB.
        while (tenths(inUnit) >= 10 * STEP) {
            inUnit /= STEP;
            unit++;
        }
        long tenths = tenths(inUnit);
        return tenths / 10 + "." + tenths % 10 + ' ' + PREFIXES.charAt(unit) + "iB";
    }

    private static long tenths(double number) {
        return Math.round(number * 10);
    }
}
