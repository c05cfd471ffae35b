package dev.dunlin.demo;

import java.util.regex.Pattern;

/** Text that is told in one line, whatever characters the user's values in it hold. */
final class OneLine {
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");

    private OneLine() {}

    static String of(String text) {
        return LINE_BREAKS.matcher(text).replaceAll("?");
    }
}
