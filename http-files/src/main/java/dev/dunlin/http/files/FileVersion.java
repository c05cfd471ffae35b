package dev.dunlin.http.files;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What tells one version of a file from another. Two looks at a file that give equal versions have seen the same
 * content, unless it was changed twice within one tick of the file system's clock.
 *
 * @param fileKey identifies the file whatever its name (device and inode), or null where the platform has no such thing
 * @param size in bytes
 * @param modified when the content was changed last; whoever may write to the file may set it to any other time
 * @param changed when the content, the attributes or the name were changed last, which nobody can set; null where the
 *     platform does not tell, or it was not asked
 */
record FileVersion(
        @Nullable Object fileKey,
        long size,
        FileTime modified,
        @Nullable FileTime changed) {
    /** A tool that copies times may cut them to seconds. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    /** A version without the time of its last change. */
    static FileVersion of(BasicFileAttributes attributes) {
        return of(attributes, null);
    }

    static FileVersion of(BasicFileAttributes attributes, @Nullable FileTime changed) {
        return new FileVersion(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime(), changed);
    }

    /** Returns whether this was modified before the other one was, by a second at least. */
    boolean isOlderThan(FileVersion other) {
        return Duration.between(modified.toInstant(), other.modified.toInstant())
                        .compareTo(TOLERANCE)
                >= 0;
    }

    /** Returns whether these seem to be the same version of the same file, whatever happened to its name and attributes. */
    boolean isSameContentAs(FileVersion other) {
        return Objects.equals(fileKey, other.fileKey) && size == other.size && modified.equals(other.modified);
    }

    /** Returns whether this is a later version of the same file, which has grown. */
    boolean hasGrownSince(FileVersion other) {
        return Objects.equals(fileKey, other.fileKey) && size > other.size;
    }

    /** Returns the latest of the times at which the content may have changed. */
    Instant lastChange() {
        FileTime later = changed;
        return (later == null || later.compareTo(modified) < 0 ? modified : later).toInstant();
    }

    /** Tells whether the two are certainly versions of different files. */
    boolean isOfAnotherFile(FileVersion other) {
        return fileKey != null && other.fileKey != null && !fileKey.equals(other.fileKey);
    }
}
