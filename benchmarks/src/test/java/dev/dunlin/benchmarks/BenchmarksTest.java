package dev.dunlin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarksTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    threads --workers 1,0       | '--workers': 0 is not from 1 to 256
                    threads --workers 257       | '--workers': 257 is not from 1 to 256
                    threads --workers four      | '--workers'
                    threads --requests 0        | '--requests': 0
                    threads --concurrency -1    | '--concurrency': -1
                    threads --rounds 0          | '--rounds': 0
                    threads --scenarios idle    | '--scenarios'
                    threads --routes detour     | '--routes'
                    threads --fast              | '--fast'
                    peers --servers apache      | '--servers'
                    peers --loads g             | '--loads'
                    peers --rounds 0            | '--rounds': 0
                    peers --workers 257         | '--workers': 257
                    peers --seconds 3601        | '--seconds': 3601 is not from 1 to 3600
                    scaling --warmup -1         | '--warmup': -1 is not from 0 to 3600
                    scaling --dimensions depth  | '--dimensions'
                    scaling --max-files 99      | '--max-files': 99
                    names --directories 0       | '--directories': 0
                    names --files 10            | --files 10
                    holders --kinds loiterers   | '--kinds'
                    holders --connections 0     | '--connections': 0
                    holders --rate 0            | '--rate': 0
                    holders --seconds 0         | '--seconds': 0
                    holders --mtu 99            | '--mtu': 99
                    holders --jdk nowhere       | '--jdk': nowhere
                    serve --port 0              | --root
                    serve --root . --wait 10    | --root
                    """)
    void saysInOneLineWhichOptionIsWrong(String arguments, String complaint) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).startsWith("benchmarks: ").contains(complaint);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void wantsToKnowWhatToMeasure() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("peers", "scaling", "threads", "names", "holders", "jmh");
    }

    @Test
    void listsTheCommandsButNotTheServersThatAreMeasured() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("peers", "scaling", "threads", "names", "holders", "jmh")
                .doesNotContain("serve ", "peer ");
    }

    private int run(String... arguments) {
        return Benchmarks.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
