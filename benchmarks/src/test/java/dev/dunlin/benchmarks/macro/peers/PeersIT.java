package dev.dunlin.benchmarks.macro.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.benchmarks.macro.ReportingCommand;
import dev.dunlin.benchmarks.macro.Required;
import dev.dunlin.benchmarks.macro.Tool;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the comparison, as short as can be. What it measures says nothing; that nothing is refused does. */
@EnabledOnOs(OS.LINUX)
class PeersIT {
    @TempDir
    Path directory;

    private ReportingCommand<Results> command;

    @BeforeEach
    void createCommand() {
        command = new ReportingCommand<>(new PeersCommand(), Results.class, directory);
    }

    @Test
    void measuresTheDistributionBesideNginx() throws Exception {
        Required.tools(Tool.WRK, Tool.AB, Tool.NGINX);
        Required.distribution();

        Results results = run("--servers dunlin,nginx --loads c,d,e2 --starts 1");

        assertThat(results.runs()).hasSize(6);
        assertThat(results.starts()).containsOnlyKeys(Server.DUNLIN, Server.NGINX);
        assertThat(results.versions().get(Server.NGINX)).matches("[\\d.]+");
        assertThatNothingWasRefused(results);
    }

    @Test
    void measuresThePeersInJava() throws Exception {
        Required.tools(Tool.WRK, Tool.AB);
        Required.distribution();

        Results results = run("--servers jetty,netty,jdk,floor --loads d,e2 --starts 0");

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
        assertThat(command.printed()).contains("[1/", "written: ");
    }

    private Results run(String options) throws Exception {
        return command.run(options + " --rounds 1 --seconds 1 --warmup 0 --requests 200");
    }
}
