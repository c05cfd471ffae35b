package dev.dunlin.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * A command that is run in this process and reports into a directory of the test.
 *
 * @param <R> what its results are
 */
public final class ReportingCommand<R> {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine;
    private final Class<R> results;
    private final Path directory;

    public ReportingCommand(Object command, Class<R> results, Path directory) {
        this.commandLine = new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        this.results = results;
        this.directory = directory;
    }

    /** Runs it with these options, separated by blanks, and returns the results that it has written. */
    public R run(String options) throws IOException {
        return run(options, 0);
    }

    /** The same, where the exit code may be any of these. */
    public R run(String options, Integer... exitCodes) throws IOException {
        int exitCode = commandLine.execute((options + " --out " + directory).split(" "));
        assertThat(exitCode).as(err.toString()).isIn((Object[]) exitCodes);
        assertThat(directory.resolve("report.md")).isNotEmptyFile();
        return new Gson().fromJson(Files.readString(directory.resolve("results.json")), results);
    }

    /** What it has told meanwhile. */
    public String printed() {
        return out.toString();
    }
}
