package dev.dunlin.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProtocolExceptionTest {
    @Test
    void tellsTheStatusToAnswerWith() {
        ProtocolException exception = new ProtocolException(431, "too many fields");

        assertThat(exception.status()).isEqualTo(431);
        assertThat(exception).hasMessage("too many fields");
    }

    /** An attacker may have one thrown per packet. */
    @Test
    void costsNoStackTrace() {
        ProtocolException exception = new ProtocolException(400, "no Host");
        exception.addSuppressed(new IllegalStateException());

        assertThat(exception.getStackTrace()).isEmpty();
        assertThat(exception.getSuppressed()).isEmpty();
    }
}
