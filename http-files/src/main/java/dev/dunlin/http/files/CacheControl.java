package dev.dunlin.http.files;

import java.time.Duration;
import java.util.function.Function;

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
     * For ever where the name holds a hash of the content, as bundlers put it there: another content would have another name.
     * That is {@code app.3f8a91bc.js} (webpack), {@code index-B_x1-9aZ.css} (Vite, Rollup), {@code chunk-DGJ4YQK7.js}
     * (esbuild). What may as well be a word, a date or a version is not taken for a hash, and HTML documents never are.
     *
     * @param others for the files whose names do not
     */
    public static Function<FileInfo, String> immutableIfHashed(Function<FileInfo, String> others) {
        String forever = "public, max-age=" + LONGEST.toSeconds() + ", immutable";
        return file -> HashedNames.isHashed(file.name()) ? forever : others.apply(file);
    }
}
