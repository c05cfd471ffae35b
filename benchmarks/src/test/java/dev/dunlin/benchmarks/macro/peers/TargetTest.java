package dev.dunlin.benchmarks.macro.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TargetTest {
    private final Results results = SampleResults.create();

    @Test
    void isMetOrMissedByWhatWasMeasured() {
        Map<String, String> verdicts = Target.all(17).stream()
                .collect(Collectors.toMap(
                        Target::what, target -> target.measured(results) + " " + target.verdict(results)));

        assertThat(verdicts)
                .containsEntry("a: CPU time by request, by that of the NIO floor", "1.14 met")
                .containsEntry("b: CPU time by request, by that of the NIO floor", "- not measured")
                .containsEntry("c: CPU time by MiB, by that of nginx", "1.20 missed")
                .containsEntry("c: MB/s by nginx'", "1.00 met")
                .containsEntry("c: the slowest connection by the fastest", "0.40 missed")
                .containsEntry("a: 99 % of the times by nginx'", "1.00 met")
                .containsEntry("start to first answer, ms, on JDK 17", "290 met")
                .containsEntry("peak resident memory after all loads, MiB", "129 missed");
    }

    @Test
    void isHigherForStartsOnANewerJdk() {
        assertThat(startMark(17)).isEqualTo(List.of("at most 300"));
        assertThat(startMark(24)).isEqualTo(List.of("at most 300"));
        assertThat(startMark(25)).isEqualTo(List.of("at most 250"));
    }

    private static List<String> startMark(int javaFeature) {
        return Target.all(javaFeature).stream()
                .filter(target -> target.what().startsWith("start "))
                .map(Target::mark)
                .toList();
    }
}
