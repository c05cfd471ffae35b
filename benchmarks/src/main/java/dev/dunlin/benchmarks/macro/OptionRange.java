package dev.dunlin.benchmarks.macro;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Says which number of an option is wrong.
 *
 * @param spec the command whose option it is
 */
public record OptionRange(CommandSpec spec) {
    /** How often a command measures what it measures. */
    public void requireRounds(int rounds) {
        require("--rounds", rounds, 1, 1_000);
    }

    /** How long a run takes; more than an hour is a slip. */
    public void requireSeconds(String option, int seconds, int least) {
        require(option, seconds, least, 3_600);
    }

    /** Fails for what is out of the range. */
    public void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid value for option '" + option + "': " + value + " is not from " + least + " to " + most);
        }
    }
}
