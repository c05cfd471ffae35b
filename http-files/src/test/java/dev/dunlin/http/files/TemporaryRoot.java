package dev.dunlin.http.files;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The root of a site that lasts for one test, in a directory of its own: so there is a place outside of it, too. */
final class TemporaryRoot {
    private TemporaryRoot() {}

    /** Throws nothing that is checked, so that a test can have its site in a field. */
    static Path make() {
        try {
            return Files.createDirectory(Files.createTempDirectory("site-").resolve("www"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes what lies outside, too. */
    static void delete(Path root) throws IOException {
        MoreFiles.deleteRecursively(root.getParent(), RecursiveDeleteOption.ALLOW_INSECURE);
    }
}
