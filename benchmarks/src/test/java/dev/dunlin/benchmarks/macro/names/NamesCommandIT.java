package dev.dunlin.benchmarks.macro.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The measurement of names, on a small tree. */
class NamesCommandIT {
    @Test
    void saysTimeMemoryAndLookUpsAndLeavesNothingBehind() throws Exception {
        StringWriter out = new StringWriter();
        List<Path> before = trees();

        int code = new CommandLine(new NamesCommand())
                .setOut(new PrintWriter(out, true))
                .execute("--files", "2000", "--directories", "20");

        assertThat(code).isZero();
        assertThat(out.toString().lines())
                .hasSize(8)
                .anyMatch(line -> line.matches("all names read after [\\d.]+ s"))
                .anyMatch(line -> line.matches("a name that occurs once: [\\d.]+ µs"))
                .anyMatch(line -> line.startsWith("a name that is everywhere: "));
        // Another measurement on this machine takes its tree away when it ends.
        await().untilAsserted(() -> assertThat(before).containsAll(trees()));
    }

    /** Also those that were left by measurements that were broken off, which are none of its business. */
    private static List<Path> trees() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("dunlin-names-"))
                    .toList();
        }
    }
}
