package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the README says about options is what the program knows. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

    @Test
    void itsTableHasEveryOptionWithItsDefaultAndNoOther() throws Exception {
        List<String> rows = Files.readString(README)
                .lines()
                .filter(line -> line.startsWith("| `--"))
                .toList();

        TreeSet<String> known = new TreeSet<>();
        for (OptionSpec option : options()) {
            known.add(option.longestName());
            String row = rows.stream()
                    .filter(line -> line.contains("`" + option.longestName() + "`")
                            || line.startsWith("| `" + option.longestName() + " "))
                    .findAny()
                    .orElse("");
            assertThat(row).as(option.longestName()).isNotEmpty();
            for (String name : option.names()) {
                if (!option.usageHelp() && !option.versionHelp())
                    assertThat(row).contains("`" + name);
            }
            if (option.defaultValue() != null) assertThat(row).contains("`" + option.defaultValue() + "`");
        }
        TreeSet<String> told = new TreeSet<>();
        for (String row : rows) {
            OPTION.matcher(row).results().map(MatchResult::group).forEach(told::add);
        }
        assertThat(told).isEqualTo(known);
    }

    /** Those of the program itself, and those of its subcommands; an option with one name has one meaning in all of them. */
    private static List<OptionSpec> options() {
        CommandLine program = Demo.commandLine();
        return Stream.concat(Stream.of(program), program.getSubcommands().values().stream())
                .flatMap(command -> command.getCommandSpec().options().stream())
                .toList();
    }
}
