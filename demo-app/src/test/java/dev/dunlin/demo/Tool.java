package dev.dunlin.demo;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program of others that tests run, where it is installed. */
enum Tool {
    AB,
    NGINX,
    PYTHON3;

    /** Where the program lies; without it the test is skipped. */
    String require() {
        String name = name().toLowerCase(Locale.ROOT);
        Stream<String> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        // Debian keeps servers where not everybody's path leads.
        return Stream.concat(path, Stream.of("/usr/sbin", "/usr/local/sbin"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseGet(() -> Assumptions.abort(name + " is not installed"));
    }
}
