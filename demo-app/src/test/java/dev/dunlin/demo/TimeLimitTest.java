package dev.dunlin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    @Test
    void whatDoesNotReturnIsAnErrorAfterTheLimit() {
        assertThatIOException()
                .isThrownBy(() -> TimeLimit.within(Duration.ZERO, () -> {
                    new CountDownLatch(1).await();
                    return 1;
                }))
                .withMessage("no response within 0 s");
    }

    @Test
    void whatIsReturnedOrThrownIsPassedOn() throws Exception {
        assertThat(TimeLimit.within(Patience.LIMIT, () -> "done")).isEqualTo("done");
        assertThatIOException()
                .isThrownBy(() -> TimeLimit.within(Patience.LIMIT, () -> {
                    throw new FileNotFoundException("no file");
                }))
                .withMessage("no file");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeLimit.within(Patience.LIMIT, () -> {
                    throw new IllegalArgumentException("no argument");
                }))
                .withMessage("no argument");
    }
}
