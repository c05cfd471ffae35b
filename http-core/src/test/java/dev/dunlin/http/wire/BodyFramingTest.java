package dev.dunlin.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunlin.http.Body;
import org.junit.jupiter.api.Test;

class BodyFramingTest {
    @Test
    void noContentIsOfLength0() {
        assertThat(BodyFraming.NONE.length()).isZero();
    }

    @Test
    void aLengthIsKnown() {
        assertThat(new BodyFraming.Length(5).length()).isEqualTo(5);
    }

    @Test
    void theLengthOfChunksIsNotKnown() {
        assertThat(BodyFraming.CHUNKED.length()).isEqualTo(Body.UNKNOWN_LENGTH);
    }
}
