package dev.dunlin.http.files;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * What names one version of a file to a client (RFC 9110 §8.8).
 *
 * @param tag made of size and time of modification; weak while the file is young
 * @param lastModified never later than the time it was made at, which is before the answer's {@code Date}: RFC 9110
 *     §8.8.2.1 forbids to send dates from the future, which a file may well bear
 */
record Validators(EntityTag tag, Instant lastModified) {
    /**
     * A file younger than this may be changed again without a visible trace, as the clock that dates it moves in steps,
     * of some milliseconds on most file systems, of a second on the old ones.
     */
    private static final Duration YOUTH = Duration.ofSeconds(1);

    /**
     * The validators of a version.
     *
     * @param now when the file was looked at
     * @param tagSuffix what tells the tag from those of other representations of the same thing
     */
    static Validators of(FileVersion version, Instant now, String tagSuffix) {
        Instant modified = version.modified().toInstant();
        boolean young = modified.isAfter(now.minus(YOUTH));
        String opaque = Long.toHexString(version.size())
                + '-'
                + Long.toHexString(version.modified().to(TimeUnit.NANOSECONDS))
                + tagSuffix;
        return new Validators(
                young ? EntityTag.weak(opaque) : EntityTag.strong(opaque),
                earlier(later(modified, Instant.EPOCH), now));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** A file may be dated before the year 0, which {@code Last-Modified} cannot say. */
    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
