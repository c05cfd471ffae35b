package dev.dunlin.benchmarks.macro.servers;

import dev.dunlin.benchmarks.macro.Command;
import dev.dunlin.benchmarks.macro.MeasurementException;
import dev.dunlin.benchmarks.macro.Workspace;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Dunlin as it is given to people.
 *
 * @param file {@code dunlin-VERSION.tar.gz}
 */
public record Distribution(Path file) {
    private static final String BEGINNING = "dunlin-";
    private static final String END = ".tar.gz";

    /** The one that the build has made. */
    public static Optional<Distribution> find() throws MeasurementException {
        Path target = builtDirectory()
                .resolveSibling(Path.of("..", "demo-app", "target"))
                .normalize();
        if (!Files.isDirectory(target)) return Optional.empty();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target, BEGINNING + "*" + END)) {
            for (Path file : files) return Optional.of(new Distribution(file));
            return Optional.empty();
        } catch (IOException e) {
            throw new MeasurementException("cannot look into " + target, e);
        }
    }

    /** The directory {@code benchmarks/target}, whether these classes lie there in a jar or not. */
    private static Path builtDirectory() {
        try {
            Path classes = Path.of(Distribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.toAbsolutePath().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Unpacks it. */
    public Dunlin unpack(String javaOptions, Workspace workspace) throws MeasurementException {
        Path home = workspace.newDirectory("dunlin");
        new Command(List.of("tar", "-xzf", file.toString(), "-C", home.toString(), "--strip-components=1")).run();
        return new Dunlin(home, version(), javaOptions);
    }

    private String version() {
        String name = file.getFileName().toString();
        boolean named = name.startsWith(BEGINNING) && name.endsWith(END);
        return named ? name.substring(BEGINNING.length(), name.length() - END.length()) : "of " + name;
    }
}
