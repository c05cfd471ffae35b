package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The archive that the build has made, unpacked, and its launcher. */
final class Distribution {
    private final Path home;
    private final Path output;
    private final Map<String, String> environment = new HashMap<>();

    private Distribution(Path home, Path output) {
        this.home = home;
        this.output = output;
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("DUNLIN_STOP_SECONDS", Long.toString(Patience.LIMIT.toSeconds()));
    }

    /** Unpacks it into an empty directory. */
    static Distribution unpack(Path directory) throws Exception {
        Path archive = only(Path.of("target"), "dunlin-*.tar.gz");
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", directory.toString()).start();
        assertThat(tar.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(tar.exitValue()).isZero();
        return new Distribution(only(directory, "dunlin-*"), directory.resolve("output"));
    }

    /** A variable of the environment that the launcher is called in. */
    Distribution with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Its directory. */
    Path home() {
        return home;
    }

    Path pidFile() {
        return home.resolve("run").resolve("dunlin.pid");
    }

    /** Calls the launcher and waits until it returns. */
    Outcome call(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("dunlin").toString());
        command.addAll(List.of(arguments));
        // Into a file: a pipe would stay open as long as what has been started in the background.
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2 * Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("it returns")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private static Path only(Path directory, String glob) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            List<Path> found = paths.filter(path ->
                            path.getFileSystem().getPathMatcher("glob:" + glob).matches(path.getFileName()))
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    /** What a call of the launcher has come to. */
    record Outcome(int exitCode, String output) {}
}
