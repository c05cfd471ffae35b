package dev.dunlin.demo;

import dev.dunlin.http.files.FileHandler;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is served. */
@Command(optionListHeading = "%nWhat to serve%n")
final class SiteOptions {
    @Option(
            names = {"-r", "--root"},
            paramLabel = "DIR",
            converter = DirectoryConverter.class,
            description = "The directory to serve. Default: a small site that comes with the program.")
    @Nullable
    Path root;

    @Option(
            names = "--cache-size",
            paramLabel = "SIZE",
            defaultValue = "64m",
            converter = BoundedSize.Any.class,
            description = "Memory for what is kept between requests; 0 keeps nothing. Default: ${DEFAULT-VALUE}.")
    long cacheSize;

    @Option(
            names = "--max-open-files",
            paramLabel = "N",
            defaultValue = "1000",
            converter = BoundedNumber.Positive.class,
            description = "Files kept open between requests. Default: ${DEFAULT-VALUE}.")
    int maxOpenFiles;

    /**
     * The root, if it can be served.
     *
     * @throws StartException if it is missing, no directory, or not readable
     */
    static Path checked(Path root) throws StartException {
        try {
            if (!Files.readAttributes(root, BasicFileAttributes.class).isDirectory()) {
                throw new NotDirectoryException(root.toString());
            }
            // Reading its names is one right, opening what they name another.
            if (!Files.isReadable(root) || !Files.isExecutable(root)) throw new AccessDeniedException(root.toString());
            return root;
        } catch (IOException e) {
            throw new StartException("--root: cannot serve '" + root + "': " + Reasons.of(e), e);
        }
    }

    /** Answers from this directory, as the options say. */
    FileHandler handler(Path directory) {
        return FileHandler.builder(directory)
                .cacheBytes(cacheSize)
                .maxOpenFiles(maxOpenFiles)
                .build();
    }
}
