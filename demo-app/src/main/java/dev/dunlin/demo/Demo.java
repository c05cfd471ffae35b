package dev.dunlin.demo;

import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Serves a directory over HTTP, or without one a site of its own.
 *
 * <p>Exit codes: 0 after {@code --help} and {@code --version}, 1 when it cannot start, 2 for wrong options, 70 when it cannot
 * go on, and what the JVM makes of a signal, 143 for SIGTERM and 130 for SIGINT, after a graceful stop.
 */
public final class Demo {
    private Demo() {}

    /** Runs until a signal comes. */
    public static void main(String[] args) {
        int exitCode = commandLine().execute(args);
        if (exitCode != 0) System.exit(exitCode);
    }

    /** The command as it is run, errors in one line each. */
    static CommandLine commandLine() {
        OneLineErrors errors = new OneLineErrors();
        CommandLine command = new CommandLine(new DemoCommand())
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setUsageHelpAutoWidth(true);
        command.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING);
        command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new GroupedHelp());
        return command;
    }
}
