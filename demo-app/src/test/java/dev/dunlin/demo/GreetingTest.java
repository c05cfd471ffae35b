package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class GreetingTest {
    private static final String FINDING =
            "finding files by name alone, whatever a reverse proxy's rules say of their paths;"
                    + " --find-by-name-exclude DIR leaves a directory out, --find-by-name off disables it";

    private static final String URI = "http://127.0.0.1:8080/";

    @TempDir
    Path directory;

    @Test
    void theServersAddressesComeFirstOneALine() {
        assertThat(lines(List.of(URI, "http://127.0.0.1:8081/"), "--workers=2", "--port-per-worker"))
                .containsExactly(
                        "listening on http://127.0.0.1:8080/",
                        "listening on http://127.0.0.1:8081/",
                        "serving a bundled site, 2 workers",
                        FINDING,
                        "with --port-per-worker");
    }

    @Test
    void whatTellsOfTheServersComesRightAfterThem() {
        String[] arguments = {"--admin-port=9000", "--workers=2"};
        assertThat(lines(List.of(URI), "http://127.0.0.1:9000/", arguments))
                .containsExactly(
                        "listening on " + URI,
                        "admin on http://127.0.0.1:9000/",
                        "serving a bundled site, 2 workers",
                        FINDING);
    }

    @Test
    void theRootAndTheWorkersAreTold() {
        assertThat(lines(List.of(URI), "-w", "1", "-r", directory.toString()))
                .containsExactly("listening on " + URI, "serving " + directory + ", 1 worker", FINDING);
    }

    @Test
    void whatIsFoundByNameIsSaidUnlessNothingIs() {
        assertThat(lines(List.of(URI), "--find-by-name=redirect")).contains(FINDING);
        assertThat(lines(List.of(URI), "--find-by-name=off")).doesNotContain(FINDING);
    }

    @Test
    void theOtherOptionsAreToldAsTheyWereGiven() {
        assertThat(lines(List.of(URI), "--listing", "--access-log", "a.log", "--head-deadline=1s"))
                .last()
                .isEqualTo("with --listing --access-log=a.log --head-deadline=1s");
    }

    @Test
    void noValueCanBeginALine() {
        assertThat(lines(List.of(URI), "--access-log=a\nlistening on http://evil/"))
                .last()
                .isEqualTo("with --access-log=a?listening on http://evil/");
    }

    private static List<String> lines(List<String> uris, String... arguments) {
        return lines(uris, null, arguments);
    }

    private static List<String> lines(List<String> uris, @Nullable String adminUri, String[] arguments) {
        CommandLine command = Demo.commandLine();
        ParseResult given = command.parseArgs(arguments);
        return Greeting.lines(uris, adminUri, command.getCommand(), given);
    }
}
