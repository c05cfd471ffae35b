package dev.dunlin.demo;

import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what is wrong in one line on standard error, whatever characters the wrong value holds. */
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final Pattern LINE_BREAKS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");

    /** An option is unknown, or its value is wrong. */
    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        print(wrong.getCommandLine(), wrong.getMessage() + " (--help lists the options)");
        return ExitCode.USAGE;
    }

    /** The server cannot start. Whatever else comes here is a fault of the program and keeps its stack trace. */
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (!(failure instanceof StartException)) throw failure;
        print(command, String.valueOf(failure.getMessage()));
        return ExitCode.SOFTWARE;
    }

    private static void print(CommandLine command, String message) {
        command.getErr().println("dunlin: " + LINE_BREAKS.matcher(message).replaceAll("?"));
    }
}
