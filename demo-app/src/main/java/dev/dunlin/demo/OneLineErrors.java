package dev.dunlin.demo;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong in one line on standard error, whatever characters the wrong value holds. */
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** An option is unknown, or its value is wrong. */
    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        print(wrong.getCommandLine(), wrong.getMessage() + suggestion(wrong) + " (--help lists the options)");
        return ExitCode.USAGE;
    }

    /** What was perhaps meant by the first word that means nothing. */
    private static String suggestion(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) return "";
        List<String> near = unmatched.isUnknownOption()
                ? NearOptions.to(
                        unmatched.getUnmatched().get(0), wrong.getCommandLine().getCommandSpec())
                : unmatched.getSuggestions();
        return near.isEmpty() ? "" : ", did you mean " + String.join(" or ", near) + "?";
    }

    /** The server cannot start. Whatever else comes here is a fault of the program and keeps its stack trace. */
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (!(failure instanceof StartException)) throw failure;
        print(command, String.valueOf(failure.getMessage()));
        return ExitCode.SOFTWARE;
    }

    private static void print(CommandLine command, String message) {
        command.getErr().println("dunlin: " + OneLine.of(message));
    }
}
