package dev.dunlin.benchmarks.macro.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import dev.dunlin.benchmarks.macro.Tool;
import dev.dunlin.benchmarks.macro.servers.Distribution;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs the comparison, as short as can be. What it measures says nothing; that nothing is refused does. */
@EnabledOnOs(OS.LINUX)
class PeersIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void measuresTheDistributionBesideNginx() throws Exception {
        requireTools(Tool.WRK, Tool.AB, Tool.NGINX);
        assumeTrue(Distribution.find().isPresent(), "the distribution is not built");

        run("--servers dunlin,nginx --loads c,d,e2 --starts 1");

        Results results = results();
        assertThat(results.runs()).hasSize(6);
        assertThat(results.starts()).containsOnlyKeys(Server.DUNLIN, Server.NGINX);
        assertThat(results.versions().get(Server.NGINX)).matches("[\\d.]+");
        assertThatNothingWasRefused(results);
    }

    @Test
    void measuresThePeersInJava() throws Exception {
        requireTools(Tool.WRK, Tool.AB);
        assumeTrue(Distribution.find().isPresent(), "the distribution is not built");

        run("--servers jetty,netty,jdk,floor --loads d,e2 --starts 0");

        Results results = results();
        assertThat(results.runs()).hasSize(8);
        assertThat(results.versions().get(Server.JETTY)).startsWith("12.");
        assertThat(results.versions().get(Server.NETTY)).startsWith("4.");
        assertThatNothingWasRefused(results);
    }

    private void assertThatNothingWasRefused(Results results) {
        assertThat(results.runs()).allSatisfy(run -> {
            assertThat(run.refusal()).isNull();
            assertThat(run.measured().requestsPerSecond()).isPositive();
        });
        assertThat(results.peaks())
                .containsOnlyKeys(results.plan().servers())
                .allSatisfy((server, peak) -> assertThat(peak).isPositive());
        for (Load load : results.plan().loads())
            assertThat(directory.resolve(Charts.cpuFile(load))).isNotEmptyFile();
        assertThat(directory.resolve("report.md")).isNotEmptyFile();
        assertThat(out.toString()).contains("[1/", "written: ");
    }

    private void run(String options) {
        String all = options + " --rounds 1 --seconds 1 --warmup 0 --requests 200 --out " + directory;
        int exitCode = new CommandLine(new PeersCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.split(" "));
        assertThat(exitCode).as(err.toString()).isZero();
    }

    private Results results() throws Exception {
        return new Gson().fromJson(Files.readString(directory.resolve("results.json")), Results.class);
    }

    private static void requireTools(Tool... tools) {
        List<Tool> absent =
                List.of(tools).stream().filter(tool -> tool.find().isEmpty()).toList();
        assumeTrue(absent.isEmpty(), Tool.missing(absent));
    }
}
