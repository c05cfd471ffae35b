package dev.dunlin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpExceptionTest {
    @ParameterizedTest
    @ValueSource(ints = {400, 404, 499, 500, 599})
    void errorStatusesAreTaken(int status) {
        assertThat(new HttpException(status, "why")).hasMessage("why").returns(status, HttpException::status);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100, 200, 304, 399, 600})
    void otherStatusesAreRefused(int status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpException(status))
                .withMessageContaining("" + status);
    }

    @Test
    void withoutAMessageThePhraseIsSaid() {
        assertThat(new HttpException(404)).hasMessage("Not Found");
    }
}
