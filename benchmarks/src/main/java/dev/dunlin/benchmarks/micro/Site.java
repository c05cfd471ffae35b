package dev.dunlin.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** A directory with one file of 1 kB in it, {@code /guide/light.html}. */
final class Site implements AutoCloseable {
    static final String LIGHT = "/guide/light.html";

    private final Path root;
    private final Path guide;
    private final Path light;

    Site() throws IOException {
        root = Files.createTempDirectory("dunlin-jmh-");
        guide = Files.createDirectory(root.resolve("guide"));
        light = Files.write(guide.resolve("light.html"), new byte[1000]);
        // A file that was written just now is one whose tag cannot be strong yet.
        Files.setLastModifiedTime(light, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }

    Path root() {
        return root;
    }

    @Override
    public void close() throws IOException {
        Files.delete(light);
        Files.delete(guide);
        Files.delete(root);
    }
}
