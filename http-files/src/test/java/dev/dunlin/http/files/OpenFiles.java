package dev.dunlin.http.files;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Counts the descriptors that this process holds open below a directory, where the system tells. */
final class OpenFiles {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenFiles() {}

    static long below(Path directory) throws IOException {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "no list of descriptors");
        List<Path> links;
        try (Stream<Path> found = Files.list(DESCRIPTORS)) {
            links = found.toList();
        }
        String prefix = directory.toRealPath() + "/";
        long count = 0;
        for (Path link : links) {
            try {
                if (Files.readSymbolicLink(link).toString().startsWith(prefix)) count++;
            } catch (NoSuchFileException closedMeanwhile) {
                // It was another thread's.
            }
        }
        return count;
    }
}
