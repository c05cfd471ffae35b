package dev.dunlin.benchmarks.macro.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.benchmarks.macro.Machine;
import dev.dunlin.benchmarks.macro.SampleMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    /** With the costs of 1, 2, 4 and 8 workers, the same in each of two rounds but for one more. */
    private static String report(double... micros) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < micros.length; i++) {
            points.add(new Point(Dimension.WORKERS, 1 << i, 1, micros[i]));
            points.add(new Point(Dimension.WORKERS, 1 << i, 2, micros[i] + 1));
        }
        Machine machine = SampleMachine.with(Map.of("wrk", "4.1.0"));
        Plan plan = new Plan(List.of(Dimension.WORKERS), 100, 2, 5, 10);
        return Report.of(new Results("2026-02-05T10:15:30Z", machine, "0.1", plan, points));
    }

    @Test
    void showsWhatEachSizeCosts() {
        assertThat(report(9.5, 7.5, 8.5, 9)).contains("""
                | workers | CPU µs |         range | by the cheapest |
                |--------:|-------:|--------------:|----------------:|
                |       1 |  10.00 | 9.50 to 10.50 |           1.25x |
                |       2 |   8.00 |  7.50 to 8.50 |           1.00x |
                """);
    }

    @Test
    void saysWhereTheCostIsFlat() {
        assertThat(report(9.5, 7.5, 8.5, 9)).contains("\nFlat: 1 cost the most, 1.25 times what 2 cost.\n");
    }

    @Test
    void saysWhereTheCostIsNotFlat() {
        assertThat(report(7.5, 8.5, 9, 15.5)).contains("\nNot flat: 8 cost the most, 2.00 times what 1 cost.\n");
    }
}
