package dev.dunlin.benchmarks.macro;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary directory: the site that is served, and what the processes print and need. */
public final class Workspace implements AutoCloseable {
    private static final String LINE = "Dunlins winter on mudflats and probe the mud for worms, in flocks.\n";

    /** The workers of an nginx that root has started are somebody else. */
    private static final FileAttribute<?> FOR_ALL_TO_READ =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

    /** A file that was written just now is one whose tag cannot be strong yet. */
    private static final Duration AGE = Duration.ofHours(1);

    private final Path directory;
    private int entries;

    private Workspace(Path directory) {
        this.directory = directory;
    }

    public static Workspace create() throws MeasurementException {
        try {
            Workspace workspace = new Workspace(Files.createTempDirectory("dunlin-benchmarks-", FOR_ALL_TO_READ));
            Files.createDirectory(workspace.site());
            return workspace;
        } catch (IOException e) {
            throw new MeasurementException("cannot write temporary files", e);
        }
    }

    /** The root of the site that is served. */
    public Path site() {
        return directory.resolve("site");
    }

    /** A place for a file of this purpose, which nobody has been given before. */
    public Path newFile(String purpose) {
        return directory.resolve(purpose + "-" + ++entries);
    }

    /** An empty directory for this purpose, which nobody has been given before. */
    public Path newDirectory(String purpose) throws MeasurementException {
        try {
            return Files.createDirectory(newFile(purpose));
        } catch (IOException e) {
            throw new MeasurementException("cannot write temporary files", e);
        }
    }

    /** Deletes all. */
    @Override
    public void close() throws MeasurementException {
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> leavesFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : leavesFirst) Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new MeasurementException("cannot delete temporary files", e);
        }
    }

    /** Puts a text of so many bytes on the site. */
    public Path write(String name, int length) throws MeasurementException {
        String text = LINE.repeat(length / LINE.length() + 1).substring(0, length);
        try {
            Path file = Files.writeString(site().resolve(name), text, StandardCharsets.US_ASCII);
            return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(AGE)));
        } catch (IOException e) {
            throw new MeasurementException("cannot write temporary files", e);
        }
    }
}
