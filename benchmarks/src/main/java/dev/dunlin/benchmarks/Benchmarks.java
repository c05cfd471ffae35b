package dev.dunlin.benchmarks;

import dev.dunlin.benchmarks.macro.holders.HoldersCommand;
import dev.dunlin.benchmarks.macro.names.NamesCommand;
import dev.dunlin.benchmarks.macro.peers.PeersCommand;
import dev.dunlin.benchmarks.macro.scaling.ScalingCommand;
import dev.dunlin.benchmarks.macro.threads.ServeCommand;
import dev.dunlin.benchmarks.macro.threads.ThreadsCommand;
import dev.dunlin.benchmarks.micro.JmhCommand;
import dev.dunlin.benchmarks.peers.PeerCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures Dunlin, in the large and in the small.
 *
 * <p>Exit codes: 0 when all was measured, 1 when it could not be or a limit is broken, 2 for wrong options.
 */
@Command(
        name = "benchmarks",
        description = "Measures Dunlin.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            PeersCommand.class,
            ScalingCommand.class,
            ThreadsCommand.class,
            NamesCommand.class,
            HoldersCommand.class,
            JmhCommand.class,
            ServeCommand.class,
            PeerCommand.class
        })
public final class Benchmarks implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs one of the subcommands. */
    public static void main(String[] args) {
        int exitCode = commandLine().execute(args);
        if (exitCode != 0) System.exit(exitCode);
    }

    /** The command as it is run, errors in one line each. */
    static CommandLine commandLine() {
        OneLineErrors errors = new OneLineErrors();
        return new CommandLine(new Benchmarks())
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }

    /** There is nothing to do without a subcommand. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "what is to be measured: peers, scaling, threads, names, holders or jmh?");
    }
}
