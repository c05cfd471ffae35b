package dev.dunlin.benchmarks.macro.holders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.benchmarks.macro.SampleMachine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Outcome DEAD = SampleOutcome.with(
            SampleOutcome.calm(), Verdict.RESIDENT_MIB + 1, null, SampleOutcome.peaks(900, 0, 300), false);

    private static String report(int mtu, Outcome outcome) {
        Plan plan = new Plan(List.of(Kind.HEADS), 4_000, 1_000, 20, 5, false);
        return Report.of(new Results(
                "2026-02-05T10:15:30Z", SampleMachine.with(Map.of()), mtu, "0.1", "a-jdk", plan, List.of(outcome)));
    }

    @Test
    void showsWhatTheServerDidAndHowItWasForOthers() {
        assertThat(report(1_500, SampleOutcome.good()))
                .contains("|    holders | opened | refused | ended by the server | open at the end | p50 ms | p99 ms |")
                .contains("| half heads |  4,000 |       7 |               3,500 |             502 |    1.0 |    3.0 |")
                .contains("|    good |\n")
                .contains("- half heads (`heads`) send 39 kB of a request's head and not its end.\n")
                .doesNotContain("Printed by the server", "2.6 MB", "tools");
    }

    @Test
    void showsWhatTheServerHasPrintedWhereALimitIsBroken() {
        assertThat(report(1_500, DEAD))
                .contains("BROKEN: the server has died, memory (perhaps a long turn)")
                .contains("## Printed by the server: half heads\n\n```\njava.lang.OutOfMemoryError\n```\n");
    }

    @Test
    void warnsOfANetworkThatHidesWhatIsMeasured() {
        assertThat(report(65_536, SampleOutcome.good())).contains("Packets of 65,536 bytes");
    }

    @Test
    void hasAllFiguresForPrograms() {
        List<String> lines =
                Table.tsv(List.of(SampleOutcome.good(), DEAD)).lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(1))
                .startsWith("heads\t4000\t7\t3500\t502\t1.00\t3.00\t")
                .endsWith("\ttrue\tgood");
        assertThat(lines).allSatisfy(line -> assertThat(line.split("\t", -1)).hasSize(27));
    }
}
