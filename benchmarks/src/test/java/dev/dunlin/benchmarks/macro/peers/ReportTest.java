package dev.dunlin.benchmarks.macro.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String REPORT = Report.of(SampleResults.create());

    @Test
    void saysWhatWasMeasuredAndWhere() {
        assertThat(REPORT).contains("""
                - processors: 2 (a processor)
                - memory: 8,192 MiB
                - system: Linux 6
                - Java: a Java
                - tools: nginx 1.22.1, wrk 4.1.0
                - servers: Dunlin 0.1, nginx 1.22.1, NIO floor of 17
                - rounds: 3, 5 s a run
                """);
    }

    @Test
    void showsCpuTimeAndItsRatioToNginx() {
        assertThat(REPORT).contains("""
                |    server | a 1 kB keep-alive |    c 20 MiB |
                |----------:|------------------:|------------:|
                |    Dunlin |        16 (0.80x) | 360 (1.20x) |
                |     nginx |        20 (1.00x) | 300 (1.00x) |
                | NIO floor |        14 (0.70x) |           - |
                """);
    }

    @Test
    void showsTheRatioToTheFloor() {
        assertThat(REPORT).contains("|    Dunlin |             1.14x |        - |\n");
    }

    @Test
    void showsStartsAndMemory() {
        assertThat(REPORT).contains("|    Dunlin |              290 | 280 to 310 |              129 |\n");
    }

    @Test
    void namesWhatWasRefused() {
        assertThat(REPORT).contains("\n- c 20 MiB, NIO floor, round 2: has no such file\n");
    }

    @Test
    void givesTheCommandsWithoutThePathsOfOneMachine() {
        assertThat(REPORT)
                .contains("\nbin/dunlin run --root DIR --port PORT --workers 2\n")
                .contains("\nwrk -t1 -c64 -d5s --timeout 10s -s plain.lua http://127.0.0.1:PORT/small.html\n")
                .contains("listen 127.0.0.1:PORT reuseport")
                .doesNotContain("/tmp/");
    }
}
