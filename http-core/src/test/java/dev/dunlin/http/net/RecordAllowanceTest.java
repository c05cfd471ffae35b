package dev.dunlin.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class RecordAllowanceTest {
    private static final long START = -5;

    private final RecordAllowance allowance = new RecordAllowance(START);

    /** Spends all that there is at that time. */
    private int spendAll(long now) {
        int spent = 0;
        try {
            while (spent < 1_000_000) {
                allowance.spend(now);
                spent++;
            }
        } catch (SSLException e) {
            assertThat(e).hasMessage("too many records without content");
        }
        return spent;
    }

    @Test
    void aBurstIsAllowedAndNoMore() {
        assertThat(spendAll(START)).isEqualTo(RecordAllowance.MOST);
        assertThatThrownBy(() -> allowance.spend(START)).isInstanceOf(SSLException.class);
    }

    @Test
    void contentPaysForMoreByItsLengthAndNotByItsRecords() {
        spendAll(START);

        for (int i = 0; i < 1023; i++) allowance.add(1);
        assertThat(spendAll(START)).isZero();
        allowance.add(1);

        assertThat(spendAll(START)).isEqualTo(1);
        allowance.add(16 * 1024);
        assertThat(spendAll(START)).isEqualTo(16);
    }

    @Test
    void timePaysForTenASecond() {
        spendAll(START);

        assertThat(spendAll(START + Duration.ofMillis(999).toNanos())).isEqualTo(9);
        assertThat(spendAll(START + Duration.ofSeconds(1).toNanos())).isEqualTo(1);
    }

    @Test
    void nobodySavesUpMoreThanABurst() {
        spendAll(START);

        for (int i = 0; i < 1_000; i++) allowance.add(16 * 1024);
        assertThat(spendAll(START)).isEqualTo(RecordAllowance.MOST);

        assertThat(spendAll(Duration.ofDays(1).toNanos())).isEqualTo(RecordAllowance.MOST);
    }
}
