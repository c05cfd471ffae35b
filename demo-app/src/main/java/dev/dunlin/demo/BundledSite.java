package dev.dunlin.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The site that comes with the program, unpacked into a temporary directory and served from there by the very same code as
 * any other root.
 *
 * <p>Its files lie in the jar under plain names; a list beside them, {@code site.txt}, gives the names that they are served
 * under. So neither a checkout nor a build needs a locale that can spell all of them.
 */
final class BundledSite implements AutoCloseable {
    private static final String ARROW = " -> ";

    private final Path directory;

    /** A site that is to lie in an empty directory, which then belongs to it. */
    BundledSite(Path directory) {
        this.directory = directory;
    }

    /** Writes all files; leaves out those whose names this JVM cannot spell, see {@link FileNames}. */
    Path unpack() throws IOException {
        for (String entry : list()) {
            int arrow = entry.indexOf(ARROW);
            String stored = arrow < 0 ? entry : entry.substring(0, arrow);
            String served = arrow < 0 ? entry : entry.substring(arrow + ARROW.length());
            try (InputStream content = resource("site/" + stored)) {
                Path file = directory.resolve(served);
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.copy(content, file);
            } catch (InvalidPathException unspeakable) {
                // The user has been told by now, and the other files are fine.
            }
        }
        return directory;
    }

    /** Removes the directory and all that lies in it. */
    @Override
    public void close() throws IOException {
        if (!Files.exists(directory)) return; // systems remove what is old from such a place
        List<Path> innermostFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            innermostFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : innermostFirst) Files.deleteIfExists(path);
    }

    private static List<String> list() throws IOException {
        try (InputStream list = resource("site.txt")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static InputStream resource(String name) throws FileNotFoundException {
        InputStream resource = BundledSite.class.getResourceAsStream(name);
        if (resource == null) throw new FileNotFoundException(name + " is not in the jar");
        return resource;
    }
}
