package dev.dunlin.benchmarks.macro.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String REPORT =
            Report.of(SampleResults.of(List.of(Scenario.LIGHT, Scenario.HEAVY), List.of(Route.values())));

    @Test
    void saysWhereItWasMeasured() {
        assertThat(REPORT).contains("""
                        - began: 2026-02-05T10:15:30Z
                        - processors: 2 (a processor)
                        - memory: 8,192 MiB
                        - system: Linux 6
                        - Java: a Java
                        - tools: ab 2.3, nginx 1.22.1
                        - rounds: 3
                        """);
    }

    @Test
    void showsMediansAndRanges() {
        assertThat(REPORT).contains("""
                        ### Directly

                        | workers | requests/s |            range | growth | median ms | 99 % ms | CPU µs |    range | peak MiB |
                        |--------:|-----------:|-----------------:|-------:|----------:|--------:|-------:|---------:|---------:|
                        |       1 |     10,002 | 10,001 to 10,003 |   1.0x |         3 |       9 |     42 | 41 to 43 |       96 |
                        |       2 |     20,002 | 20,001 to 20,003 |   2.0x |         3 |       9 |     42 | 41 to 43 |       96 |
                        """);
    }

    @Test
    void showsWhatTheBalancerCosts() {
        assertThat(REPORT).containsPattern("### Behind nginx\n\n.*nginx CPU µs \\|\n.*\n\\| +1 \\| .* \\| +22 \\|\n");
    }

    @Test
    void saysWhereFewerRequestsWereMade() {
        assertThat(REPORT)
                .contains("50,000 requests a run, 100 at a time, after 20,000 that do not count.\n")
                .contains("5,000 requests a run, 100 at a time, after 2,000 that do not count. That is 1/10 of");
    }

    @Test
    void givesTheCommandsWithoutThePathsOfOneMachine() {
        assertThat(REPORT)
                .contains("\njava -Xmx512m -jar benchmarks.jar serve --root DIR --workers N\n")
                .contains("\njava -Xmx512m -jar benchmarks.jar serve --root DIR --workers N --port-per-worker\n")
                .contains("\nab -q -n 50000 -c 100 -r http://127.0.0.1:PORT/light.html\n")
                .contains("upstream workers {");
    }

    @Test
    void saysNothingOfABalancerWhereThereWasNone() {
        String report = Report.of(SampleResults.of(List.of(Scenario.BLOCKING), List.of(Route.DIRECT)));

        assertThat(report)
                .contains("serve --wait 10 --workers N\n")
                .doesNotContain("### Behind nginx", "upstream", "--port-per-worker");
    }

    @Test
    void refersToTheCharts() {
        assertThat(REPORT)
                .contains("(requests-light.png)", "(cpu-light.png)", "(requests-heavy.png)", "(cpu-heavy.png)");
    }
}
