package dev.dunlin.http.files;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the validators of files as {@link EntityTags} say. No two contents get equal strong tags, unless the configuration
 * trusts modification times.
 */
final class TagPolicy {
    /**
     * A file younger than this may be changed again without a visible trace, as the clock that dates it moves in steps,
     * of some milliseconds on most file systems, of a second on the old ones.
     */
    private static final Duration YOUTH = Duration.ofSeconds(1);

    /** Up to this size a file is hashed: a millisecond or two of an event loop, once for each version. */
    static final int MOST_HASHED = 1024 * 1024;

    private static final int SLICE = 64 * 1024;

    /** Of a hash, in hexadecimal digits: more than enough, and half of the bytes of each response. */
    private static final int HASH_DIGITS = 32;

    private final EntityTags kind;

    TagPolicy(EntityTags kind) {
        this.kind = kind;
    }

    /**
     * Makes the validators of a file whose content is in memory.
     *
     * @param isSettled whether the version tells of every change of the content: not if the file grew while it was read, or is
     *     no stored file
     * @param now when the file was looked at
     * @param suffix what tells the tag from those of other representations of the same thing
     */
    Validators ofContent(FileVersion version, ByteBuffer content, boolean isSettled, Instant now, String suffix) {
        if (isSettled && !isByContent(version)) return ofTimes(version, now, suffix);
        String hash = digits(Hashing.sha256().hashBytes(content.duplicate()).toString());
        EntityTag tag = EntityTag.strong(hash + suffix); // also of a young file: it names these very bytes
        Instant modified = isSettled ? date(version, now) : now;
        return new Validators(tag, modified, false, isSettled && !isYoung(version, now));
    }

    /**
     * Makes the validators of a file that is sent from the open file.
     *
     * @param file the same file
     * @param isSettled whether the file is still of this version; otherwise it has grown
     * @throws IOException if it cannot be read
     */
    Validators ofFile(FileVersion version, FileChannel file, boolean isSettled, Instant now, String suffix)
            throws IOException {
        boolean isHashed = isSettled && isByContent(version) && version.size() <= MOST_HASHED && !isYoung(version, now);
        String hash = isHashed ? hash(file, version.size()) : null;
        if (hash != null) return new Validators(EntityTag.strong(hash + suffix), date(version, now), false, true);
        Validators byTimes = ofTimes(version, now, suffix);
        return isSettled
                ? byTimes
                : new Validators(
                        EntityTag.weak(byTimes.tag().opaque()), byTimes.lastModified(), byTimes.isDateExact(), false);
    }

    private Validators ofTimes(FileVersion version, Instant now, String suffix) {
        boolean isYoung = isYoung(version, now);
        String opaque = Long.toHexString(version.size())
                + '-'
                + Long.toHexString(version.modified().to(TimeUnit.NANOSECONDS));
        FileTime changed = version.changed();
        if (kind == EntityTags.CHANGE_TIME && changed != null) {
            opaque += '-' + Long.toHexString(changed.to(TimeUnit.NANOSECONDS));
        }
        boolean isExact = !isByContent(version);
        EntityTag tag = new EntityTag(opaque + suffix, isYoung || !isExact);
        return new Validators(tag, date(version, now), isExact, !isYoung);
    }

    private boolean isByChangeTime(FileVersion version) {
        return kind == EntityTags.CHANGE_TIME && version.changed() != null;
    }

    private boolean isByContent(FileVersion version) {
        return kind == EntityTags.CONTENT || (kind == EntityTags.CHANGE_TIME && version.changed() == null);
    }

    private static boolean isYoung(FileVersion version, Instant now) {
        return version.lastChange().isAfter(now.minus(YOUTH));
    }

    private Instant date(FileVersion version, Instant now) {
        Instant time = isByChangeTime(version)
                ? version.lastChange()
                : version.modified().toInstant();
        return earlier(later(time, Instant.EPOCH), now);
    }

    /** Returns null if the file is shorter by now. */
    private static @Nullable String hash(FileChannel file, long size) throws IOException {
        Hasher hasher = Hashing.sha256().newHasher();
        ByteBuffer slice = ByteBuffer.allocate((int) Math.min(SLICE, size));
        for (long at = 0; at < size; ) {
            slice.clear().limit((int) Math.min(SLICE, size - at));
            int read = file.read(slice, at);
            if (read < 0) return null;
            hasher.putBytes(slice.flip());
            at += read;
        }
        return digits(hasher.hash().toString());
    }

    private static String digits(String hash) {
        return hash.substring(0, HASH_DIGITS);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** A file may be dated before the year 0, which {@code Last-Modified} cannot say. */
    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
