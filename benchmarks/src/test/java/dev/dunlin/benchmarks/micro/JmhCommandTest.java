package dev.dunlin.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class JmhCommandTest {
    @Test
    void leavesAllArgumentsToJmh() {
        String[] arguments = {
            "RequestParser.*", "-prof", "gc", "-f", "1", "-jvmArgs", "-Xmx1g -Xint", "-h", "-V", "-p", "a=b"
        };
        JmhCommand command = new JmhCommand();

        new CommandLine(command).parseArgs(arguments);

        assertThat(command.arguments).containsExactly(arguments);
    }
}
