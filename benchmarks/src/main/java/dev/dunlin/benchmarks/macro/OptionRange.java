package dev.dunlin.benchmarks.macro;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Says which number of an option is wrong.
 *
 * @param spec the command whose option it is
 */
public record OptionRange(CommandSpec spec) {
    /** Fails for what is out of the range. */
    public void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '" + option + "': " + value + " is not from " + least + " to " + most);
        }
    }
}
