package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SetupOptionsTest {
    @TempDir
    Path directory;

    @Test
    void theFileGivesTheRootAndTheWorkers() throws Exception {
        DemoCommand options = parse("--httpd-conf", conf("document_root /srv/old\nthread_limit 9\n"));

        assertThat(options.site.root).isEqualTo(Path.of("/srv/old"));
        assertThat(options.listen.workers).isEqualTo(9);
    }

    @Test
    void optionsGoBeforeTheFile() throws Exception {
        DemoCommand options =
                parse("-w", "2", "--httpd-conf", conf("document_root /srv/old\nthread_limit 9\n"), "--root=/srv/new");

        assertThat(options.site.root).isEqualTo(Path.of("/srv/new"));
        assertThat(options.listen.workers).isEqualTo(2);
    }

    @Test
    void whatTheFileDoesNotSayStaysAsItIs() throws Exception {
        DemoCommand options = parse("--httpd-conf", conf("# nothing\n"));

        assertThat(options.site.root).isNull();
        assertThat(options.listen.workers).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void aWrongValueIsOneLineAndExitCode2() throws Exception {
        CommandLine command = Demo.commandLine();
        StringWriter errors = new StringWriter();
        command.setErr(new PrintWriter(errors, true));

        assertThat(command.execute("--port=0", "--httpd-conf", conf("cpu_limit x\n")))
                .isEqualTo(2);
        assertThat(errors.toString().lines()).singleElement().asString().contains("--httpd-conf", "line 1", "'x'");
    }

    @Test
    void aFileThatCannotBeReadKeepsTheServerFromStarting() {
        assertThatThrownBy(() -> parse("--httpd-conf", directory.resolve("none").toString()))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll("--httpd-conf", "none", "it does not exist");
    }

    private String conf(String text) throws IOException {
        return Files.writeString(directory.resolve("httpd.conf"), text).toString();
    }

    private static DemoCommand parse(String... arguments) throws StartException {
        CommandLine command = Demo.commandLine();
        DemoCommand options = command.getCommand();
        options.setup.applyTo(options, command.parseArgs(arguments));
        return options;
    }
}
