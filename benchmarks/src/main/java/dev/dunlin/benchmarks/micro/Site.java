package dev.dunlin.benchmarks.micro;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** A directory with one file of 1 kB in it, {@code /guide/light.html}, and empty ones beside it. */
final class Site implements AutoCloseable {
    static final String LIGHT = "/guide/light.html";
    private static final int FILES_IN_A_DIRECTORY = 100;

    private final Path root;

    Site() throws IOException {
        this(0);
    }

    /** With so many empty files in other directories. */
    Site(int others) throws IOException {
        root = Files.createTempDirectory("dunlin-jmh-");
        Path guide = Files.createDirectory(root.resolve("guide"));
        Path light = Files.write(guide.resolve("light.html"), new byte[1000]);
        // A file that was written just now is one whose tag cannot be strong yet.
        Files.setLastModifiedTime(light, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        for (int i = 0; i < others; i++) {
            Path directory = Files.createDirectories(root.resolve("others/" + i / FILES_IN_A_DIRECTORY));
            Files.createFile(directory.resolve("other-" + i + ".html"));
        }
    }

    Path root() {
        return root;
    }

    @Override
    public void close() throws IOException {
        MoreFiles.deleteRecursively(root, RecursiveDeleteOption.ALLOW_INSECURE);
    }
}
