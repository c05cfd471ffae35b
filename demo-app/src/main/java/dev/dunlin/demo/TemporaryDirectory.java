package dev.dunlin.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories for what is not to last. */
final class TemporaryDirectory {
    private TemporaryDirectory() {}

    /**
     * Makes one.
     *
     * @throws IOException if that cannot be done; the message says where and why, and what would help
     */
    static Path make(String prefix) throws IOException {
        String parent = System.getProperty("java.io.tmpdir");
        try {
            return Files.createTempDirectory(Path.of(parent), prefix);
        } catch (IOException e) {
            throw new IOException(
                    "no temporary directory can be made in '" + parent + "': " + Reasons.of(e)
                            + " (java's option -Djava.io.tmpdir=DIR names another place)",
                    e);
        }
    }
}
