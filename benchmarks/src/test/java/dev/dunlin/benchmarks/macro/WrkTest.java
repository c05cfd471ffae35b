package dev.dunlin.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.benchmarks.macro.Wrk.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrkTest {
    @Test
    void isCalledAsTheReportTells() {
        Wrk wrk = new Wrk("/usr/bin/wrk", Path.of("plain.lua"), 64, List.of("Connection: close"));

        assertThat(wrk.command(5, "http://127.0.0.1:8080/small.html"))
                .hasToString("wrk -t1 -c64 -d5s --timeout 10s -s plain.lua -H 'Connection: close'"
                        + " http://127.0.0.1:8080/small.html");
    }

    @Test
    void readsWhatTheScriptPrints() throws Exception {
        String output = """
                Running 1s test @ http://127.0.0.1:8080/small.html
                Requests/sec:   1234.56
                counted requests=1234 micros=1000123 bytes=99000 failed=2 p50=310 p99=4800
                """;

        assertThat(Result.parse(output)).isEqualTo(new Result(1234, 1_000_123, 99_000, 2, 310, 4_800));
    }

    @Test
    void doesNotGuessWhereTheScriptSaysNothing() {
        assertThatThrownBy(() -> Result.parse("unable to connect to 127.0.0.1:1 Connection refused\n"))
                .isInstanceOf(MeasurementException.class)
                .hasMessageContaining("Connection refused");
    }
}
