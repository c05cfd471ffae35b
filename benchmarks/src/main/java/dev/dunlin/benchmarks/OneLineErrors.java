package dev.dunlin.benchmarks;

import dev.dunlin.benchmarks.macro.MeasurementException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says on standard error what is wrong, without a stack trace where the program is not to blame. */
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** An option is unknown, or its value is wrong. */
    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        print(wrong.getCommandLine(), wrong.getMessage() + " (--help lists the options)");
        return ExitCode.USAGE;
    }

    /** It cannot be measured. Whatever else comes here is a fault of the program and keeps its stack trace. */
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (!(failure instanceof MeasurementException)) throw failure;
        print(command, failure.getMessage());
        return ExitCode.SOFTWARE;
    }

    private static void print(CommandLine command, String message) {
        command.getErr().println("benchmarks: " + message);
    }
}
