package dev.dunlin.benchmarks.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Unmatched;

/** Hands over to JMH. No option here is picocli's, not even {@code -h}: all are JMH's own. */
@Command(
        name = "jmh",
        description = "Runs the micro benchmarks. All arguments are JMH's: jmh -h lists them, jmh -l the benchmarks.")
public final class JmhCommand implements Callable<Integer> {
    @Unmatched
    List<String> arguments = new ArrayList<>();

    /** Returns when all benchmarks have run; JMH itself ends the JVM where they fail. */
    @Override
    public Integer call() throws Exception {
        org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
        return ExitCode.OK;
    }
}
