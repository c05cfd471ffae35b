package dev.dunlin.benchmarks.macro;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary directory: the site that is served, and what the processes print and need. */
final class Workspace implements AutoCloseable {
    private static final String LINE = "Dunlins winter on mudflats and probe the mud for worms, in flocks.\n";

    private final Path directory;
    private int entries;

    private Workspace(Path directory) {
        this.directory = directory;
    }

    static Workspace create() throws MeasurementException {
        try {
            Workspace workspace = new Workspace(Files.createTempDirectory("dunlin-benchmarks-"));
            Files.createDirectory(workspace.site());
            workspace.write(Scenario.LIGHT.path(), Scenario.LIGHT_BYTES);
            workspace.write(Scenario.HEAVY.path(), Scenario.HEAVY_BYTES);
            return workspace;
        } catch (IOException e) {
            throw new MeasurementException("cannot write temporary files", e);
        }
    }

    /** The root of the site that is served. */
    Path site() {
        return directory.resolve("site");
    }

    /** A place for a file or a directory of this purpose, which nobody has been given before. */
    Path newEntry(String purpose) {
        return directory.resolve(purpose + "-" + ++entries);
    }

    /** Deletes all. */
    @Override
    public void close() throws MeasurementException {
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> leavesFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : leavesFirst) Files.delete(path);
        } catch (IOException e) {
            throw new MeasurementException("cannot delete temporary files", e);
        }
    }

    private void write(String name, int length) throws IOException {
        String text = LINE.repeat(length / LINE.length() + 1).substring(0, length);
        Files.writeString(site().resolve(name), text, StandardCharsets.US_ASCII);
    }
}
