package dev.dunlin.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunlin.benchmarks.macro.Ab.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbTest {
    private static final Result CLEAN = new Result(300, 0, 0, 0, 781.62, 6, 19);

    @Test
    void isCalledAsTheReportTells() {
        assertThat(new Ab("/usr/bin/ab", 100, false).command(50_000, "http://127.0.0.1:8080/light.html"))
                .hasToString("ab -q -n 50000 -c 100 -r http://127.0.0.1:8080/light.html");
    }

    @Test
    void readsACleanRun() throws Exception {
        assertThat(Result.parse(sample("ab-clean.txt"))).isEqualTo(CLEAN);
    }

    @Test
    void readsARunOfWhichEveryAnswerWasAnError() throws Exception {
        Result result = Result.parse(sample("ab-not-found.txt"));

        assertThat(result.non2xx()).isEqualTo(20);
        assertThat(result.isClean(20)).isFalse();
    }

    /** ab counts such requests as complete, and some of their failures twice. */
    @Test
    void readsARunThatNobodyAnswered() throws Exception {
        Result result = Result.parse(sample("ab-refused.txt"));

        assertThat(result.complete()).isEqualTo(20);
        assertThat(result.failed()).isEqualTo(30);
        assertThat(result.isClean(20)).isFalse();
    }

    @Test
    void readsWriteErrors() throws Exception {
        String output =
                sample("ab-clean.txt").replace("Total transferred", "Write errors:           3\nTotal transferred");

        assertThat(Result.parse(output).writeErrors()).isEqualTo(3);
    }

    @Test
    void doesNotGuessWhereAbDoesNotTell() {
        assertThatThrownBy(() -> Result.parse("apr_socket_connect(): Connection refused (111)\n"))
                .isInstanceOf(MeasurementException.class)
                .hasMessageContaining("Requests per second")
                .hasMessageContaining("Connection refused");
    }

    @ParameterizedTest
    @CsvSource({
        "300, 0, 0, 0, true",
        "299, 0, 0, 0, false",
        "300, 1, 0, 0, false",
        "300, 0, 1, 0, false",
        "300, 0, 0, 1, false"
    })
    void isCleanOnlyIfNothingFailed(int complete, int failed, int non2xx, int writeErrors, boolean clean) {
        assertThat(new Result(complete, failed, non2xx, writeErrors, 1, 1, 1).isClean(300))
                .isEqualTo(clean);
    }

    private static String sample(String name) throws IOException {
        try (InputStream sample = AbTest.class.getResourceAsStream(name)) {
            return new String(sample.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
