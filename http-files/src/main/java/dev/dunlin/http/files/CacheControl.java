package dev.dunlin.http.files;

import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Functions that say how long a file may be used without being asked for again (RFC 9111 §5.2), for
 * {@link FileHandler.Builder#cacheControl}.
 *
 * <pre>{@code
 * builder.cacheControl(CacheControl.immutableIfHashed(CacheControl.maxAge(Duration.ofMinutes(5))));
 * }</pre>
 */
public final class CacheControl {
    /** A year: longer is of no use to anybody, and more than some caches can count. */
    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * What bundlers put between a name and its extension: eight or more hexadecimal digits, with a letter and a figure
     * among them, which a date has not. Other forms cannot be told from words, and a word taken for a hash would be kept
     * for a year.
     */
    private static final Pattern HASHED =
            Pattern.compile(".*[._-](?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{8,64}\\.[^.]+(?:\\.map)?");

    private CacheControl() {}

    /**
     * The same for all files.
     *
     * @param age how long; {@link Duration#ZERO} to have them asked for each time
     * @throws IllegalArgumentException if it is negative
     */
    public static Function<FileInfo, String> maxAge(Duration age) {
        if (age.isNegative()) throw new IllegalArgumentException("not an age: " + age);
        String value = "max-age=" + Math.min(age.toSeconds(), LONGEST.toSeconds());
        return file -> value;
    }

    /** Files may be kept, but are to be asked for each time whether they are still the same. */
    public static Function<FileInfo, String> revalidate() {
        return file -> "no-cache";
    }

    /**
     * For ever where the name holds a hash of the content, in hexadecimal digits, such as {@code app.3f8a91bc.js}:
     * another content would have another name.
     *
     * @param others for the files whose names do not
     */
    public static Function<FileInfo, String> immutableIfHashed(Function<FileInfo, String> others) {
        String forever = "public, max-age=" + LONGEST.toSeconds() + ", immutable";
        return file -> HASHED.matcher(file.name()).matches() ? forever : others.apply(file);
    }
}
