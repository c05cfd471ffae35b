package dev.dunlin.demo;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Whether this JVM can spell the names of files. On Unix it writes them in the encoding of the locale that it was started in,
 * ASCII for {@code LANG=C}, and nothing inside the program can change that.
 */
final class FileNames {
    private static final String SAMPLE = "\u0416\u00e9";

    private FileNames() {}

    /** Tells whether names outside ASCII are within reach. */
    static boolean areUnrestricted() {
        try {
            return Path.of(SAMPLE).toString().equals(SAMPLE);
        } catch (InvalidPathException unspeakable) {
            return false;
        }
    }

    /** Warns at the start, since otherwise the first to notice would be a visitor with a 404. */
    static void warnIfRestricted() {
        if (areUnrestricted()) return;
        System.err.println("dunlin: files with names outside ASCII cannot be served in this locale;"
                + " set LC_ALL=C.UTF-8 in the environment to serve them");
    }
}
