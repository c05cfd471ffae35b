package dev.dunlin.http.files;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells one version of a file from another. Two looks at a file that give equal versions have seen the same
 * content, unless it was changed twice within one tick of the file system's clock.
 *
 * @param fileKey identifies the file whatever its name (device and inode), or null where the platform has no such thing
 * @param size in bytes
 * @param modified when the content was changed last
 */
record FileVersion(@Nullable Object fileKey, long size, FileTime modified) {
    static FileVersion of(BasicFileAttributes attributes) {
        return new FileVersion(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
    }

    /** Tells whether this was changed before the other one was. */
    boolean isOlderThan(FileVersion other) {
        return modified.compareTo(other.modified) < 0;
    }

    /** Tells whether the two are certainly versions of different files. */
    boolean isOfAnotherFile(FileVersion other) {
        return fileKey != null && other.fileKey != null && !fileKey.equals(other.fileKey);
    }
}
