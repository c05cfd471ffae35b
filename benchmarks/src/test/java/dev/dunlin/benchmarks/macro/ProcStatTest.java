package dev.dunlin.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcStatTest {
    private static final String STATUS =
            "Name:\tjava\nVmPeak:\t 9000000 kB\nVmHWM:\t   94208 kB\nVmRSS:\t   90000 kB\n";

    @Test
    void addsUserAndSystemTime() {
        String stat = "4711 (java) S 1 4711 4711 0 -1 1077936128 9 8 7 6 250 50 3 4 20 0 30 0 100 5 6\n";

        assertThat(ProcStat.parse(stat, STATUS)).isEqualTo(new ProcStat(3_000_000, 94_208, 90_000));
    }

    @Test
    void isNotMisledByAName() {
        String stat = "4711 (a) R 1 (b) S 1 4711 4711 0 -1 1077936128 9 8 7 6 1 2 3 4 20 0 30 0 100 5 6\n";

        assertThat(ProcStat.parse(stat, STATUS).cpuMicros()).isEqualTo(30_000);
    }

    @Test
    void addsUp() {
        assertThat(new ProcStat(1, 2, 3).plus(new ProcStat(10, 20, 30))).isEqualTo(new ProcStat(11, 22, 33));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void readsWhatThisProcessHasUsed() throws Exception {
        ProcStat own = ProcStat.of(ProcessHandle.current().pid());

        assertThat(own.cpuMicros()).isPositive();
        assertThat(own.peakKib()).isGreaterThan(10_000);
    }

    @Test
    void failsWhereThereIsNoProcess() {
        assertThatThrownBy(() -> ProcStat.of(-1)).isInstanceOf(MeasurementException.class);
    }
}
