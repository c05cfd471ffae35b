package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launch script, from the archive that the build makes. */
@Timeout(300)
class LauncherIT {
    private static final Pattern URL = Pattern.compile("http://\\S+/");

    @TempDir
    Path temporary;

    private final HttpClient client = HttpClient.newHttpClient();
    private Distribution dunlin;

    @BeforeEach
    void setUp() throws Exception {
        dunlin = Distribution.unpack(Files.createDirectory(temporary.resolve("a name with spaces")));
    }

    @AfterEach
    void tearDown() throws Exception {
        dunlin.call("stop");
    }

    @Test
    void aServerIsStartedOnceRestartedAndStopped() throws Exception {
        assertThat(dunlin.call("status").exitCode()).isEqualTo(3);
        Distribution.Outcome start = dunlin.call("start", "--port=0");
        assertThat(start.exitCode()).as(start.output()).isZero();
        assertThat(get(url(start))).contains("<title>Dunlin</title>");
        assertThat(dunlin.call("status").exitCode()).isZero();

        String first = Files.readString(dunlin.pidFile());
        Distribution.Outcome again = dunlin.call("start", "--port=0");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.output()).contains("already running", first.strip());

        Distribution.Outcome restart = dunlin.call("restart", "--port=0");
        assertThat(restart.exitCode()).as(restart.output()).isZero();
        assertThat(Files.readString(dunlin.pidFile())).isNotEqualTo(first);
        assertThat(get(url(restart))).contains("<title>Dunlin</title>");

        assertThat(dunlin.call("stop").exitCode()).isZero();
        assertThat(dunlin.call("status").exitCode()).isEqualTo(3);
        assertThat(dunlin.call("stop").exitCode()).isZero();
    }

    @Test
    void aStartThatFailsSaysWhyAndKeepsTheExitCode() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Distribution.Outcome start = dunlin.call("start", "--port=" + taken.getLocalPort());

            assertThat(start.exitCode()).isEqualTo(1);
            assertThat(start.output().lines())
                    .singleElement()
                    .asString()
                    .contains("cannot listen on http://127.0.0.1:" + taken.getLocalPort() + "/");
        }
        assertThat(dunlin.call("start", "--workers=0").exitCode()).isEqualTo(2);
        assertThat(dunlin.call("status").exitCode()).isEqualTo(3);
    }

    @Test
    void theNumberOfAnotherProgramIsNotTakenForTheServers() throws Exception {
        String stale = ProcessHandle.current().pid() + "\n";
        Files.createDirectories(dunlin.home().resolve("run"));
        Files.writeString(dunlin.pidFile(), stale);

        assertThat(dunlin.call("status").exitCode()).isEqualTo(1);
        Distribution.Outcome start = dunlin.call("start", "--port=0");

        assertThat(start.exitCode()).as(start.output()).isZero();
        assertThat(Files.readString(dunlin.pidFile())).isNotEqualTo(stale);
        assertThat(dunlin.call("status").exitCode()).isZero();
    }

    @Test
    void namesOutsideAsciiAreServedInTheCLocaleAndOptionsCanStandInTheFile() throws Exception {
        Path root = Files.createDirectory(temporary.resolve("the root"));
        Files.writeString(root.resolve("страница.txt"), "своя");
        Files.writeString(dunlin.home().resolve("conf").resolve("dunlin.args"), "# where\n--root \"" + root + "\"\n");

        Distribution.Outcome start = dunlin.with("LC_ALL", "C").call("start", "--port=0");

        assertThat(start.exitCode()).as(start.output()).isZero();
        assertThat(get(url(start).resolve("%D1%81%D1%82%D1%80%D0%B0%D0%BD%D0%B8%D1%86%D0%B0.txt")))
                .isEqualTo("своя");
    }

    @Test
    void aStopWaitsForTheDrainToo() throws Exception {
        dunlin.with("DUNLIN_STOP_SECONDS", "1");
        Distribution.Outcome start = dunlin.call("start", "--port=0", "--drain=3s");
        assertThat(start.exitCode()).as(start.output()).isZero();

        Distribution.Outcome stop = dunlin.with("DUNLIN_STOP_SECONDS", "2").call("stop");

        assertThat(stop.output()).contains("stopped").doesNotContain("killed");
        assertThat(stop.exitCode()).isZero();
    }

    @Test
    void aPipeAsTheLogFileIsRefusedAtOnce() throws Exception {
        Path pipe = temporary.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        Distribution.Outcome start =
                dunlin.with("DUNLIN_LOG_FILE", pipe.toString()).call("start", "--port=0");

        assertThat(start.exitCode()).isEqualTo(1);
        assertThat(start.output().lines()).singleElement().asString().contains("is not a regular file");
    }

    @Test
    void theHelpNamesVerbsAndVariables() throws Exception {
        Distribution.Outcome help = dunlin.call("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).contains("run", "start", "stop", "restart", "status", "JAVA_HOME", "DUNLIN_PID_FILE");
        assertThat(dunlin.call("dance").exitCode()).isEqualTo(2);
    }

    private String get(URI uri) throws Exception {
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static URI url(Distribution.Outcome start) {
        Matcher url = URL.matcher(start.output());
        assertThat(url.find()).as(start.output()).isTrue();
        return URI.create(url.group());
    }
}
