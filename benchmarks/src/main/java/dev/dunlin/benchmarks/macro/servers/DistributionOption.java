package dev.dunlin.benchmarks.macro.servers;

import dev.dunlin.benchmarks.macro.MeasurementException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which distribution of Dunlin a command measures. */
public final class DistributionOption {
    @Option(
            names = "--dunlin",
            paramLabel = "FILE",
            description = "The distribution of Dunlin, a .tar.gz. Default: the one that the build has made.")
    private @Nullable Path chosen;

    /** The one that the user has chosen, or that the build has made beside the benchmarks. */
    public Distribution require() throws MeasurementException {
        if (chosen == null) {
            return Distribution.find()
                    .orElseThrow(() -> new MeasurementException("no dunlin-VERSION.tar.gz in demo-app/target:"
                            + " mvn package makes it, or --dunlin tells where another one is"));
        }
        if (!Files.isReadable(chosen)) throw new MeasurementException("cannot read " + chosen);
        return new Distribution(chosen);
    }
}
