package dev.dunlin.benchmarks.macro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the report of a command goes. */
public final class ReportOption {
    private static final String NAME = "--out";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = NAME,
            paramLabel = "DIR",
            description = "Where the report goes. Default: benchmarks/${DEFAULT-VALUE} where there is a directory"
                    + " benchmarks, as in Dunlin's own sources, else ${DEFAULT-VALUE}.")
    private Path directory;

    /** @param name of a directory in the directory {@code report}; may be empty */
    public ReportOption(String name) {
        directory = Path.of("report", name);
    }

    /** Makes the directory, unless it is there. */
    public ReportDirectory create() throws MeasurementException {
        boolean chosen = command.commandLine().getParseResult().hasMatchedOption(NAME);
        Path sources = Path.of("benchmarks");
        Path home = !chosen && Files.isDirectory(sources) ? sources : Path.of("");
        try {
            return new ReportDirectory(Files.createDirectories(home.resolve(directory)));
        } catch (IOException e) {
            throw new MeasurementException("cannot create the directory of the report", e);
        }
    }
}
