package dev.dunlin.http.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {
    @Test
    void bothEndsCount() {
        assertThat(new ByteRange(0, 0).length()).isOne();
        assertThat(new ByteRange(5_000_000_000L, 5_000_000_009L).length()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "1, 0"})
    void isNeverEmptyAndBeginsInsideTheFile(long first, long last) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(first, last));
    }

    @ParameterizedTest
    @CsvSource({"0, 4, 5, 9, 0, 9", "0, 5, 5, 9, 0, 9", "0, 9, 3, 4, 0, 9", "2, 3, 2, 3, 2, 3", "0, 0, 1, 1, 0, 1"})
    void rangesThatOverlapOrAdjoinTouchAndJoin(long a, long b, long c, long d, long first, long last) {
        ByteRange one = new ByteRange(a, b);
        ByteRange other = new ByteRange(c, d);

        assertThat(one.touches(other)).isTrue();
        assertThat(other.touches(one)).isTrue();
        assertThat(one.join(other)).isEqualTo(new ByteRange(first, last));
        assertThat(other.join(one)).isEqualTo(new ByteRange(first, last));
    }

    @Test
    void rangesWithAByteBetweenThemDoNotTouch() {
        assertThat(new ByteRange(0, 4).touches(new ByteRange(6, 9))).isFalse();
        assertThat(new ByteRange(6, 9).touches(new ByteRange(0, 4))).isFalse();
    }

    @Test
    void isWrittenWithTheSizeOfTheWhole() {
        assertThat(new ByteRange(0, 499).contentRange(1234)).isEqualTo("bytes 0-499/1234");
    }
}
